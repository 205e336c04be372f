//! Calls the C interface the way another language does.

#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr;

use service_ffi::{
    INVALID, OK, TOO_SMALL, part_of_label, service_part_label, service_part_label_check,
};

fn label(sku: &str, size: usize) -> Result<String, c_int> {
    let sku = CString::new(sku).unwrap();
    let mut out: Vec<c_char> = vec![0; size];
    // SAFETY: both pointers are live, and `out` has `size` bytes.
    match unsafe { service_part_label(sku.as_ptr(), out.as_mut_ptr(), size) } {
        OK => {
            // SAFETY: the label ends with a zero byte.
            let label = unsafe { CStr::from_ptr(out.as_ptr()) };
            Ok(label.to_str().unwrap().to_owned())
        }
        error => Err(error),
    }
}

fn check(label: &str) -> c_int {
    let label = CString::new(label).unwrap();
    // SAFETY: the pointer is that of a C string.
    unsafe { service_part_label_check(label.as_ptr()) }
}

#[test]
fn a_label_is_read_back() {
    let label = label("BRS-0042-L", 32).unwrap();
    assert!(label.starts_with("BRS-0042-L*"));
    assert_eq!(check(&label), OK);
    assert_eq!(part_of_label(&label).unwrap().as_str(), "BRS-0042-L");
}

#[test]
fn a_misread_label_is_noticed() {
    let label = label("BRS-0042", 32).unwrap();
    assert_eq!(check(&label.replace("0042", "0043")), INVALID);
    assert_eq!(check("BRS-0042"), INVALID);
}

#[test]
fn the_place_for_a_label_must_be_large_enough() {
    assert_eq!(label("BRS-0042", 17), Err(TOO_SMALL));
    assert_eq!(label("BRS-0042", 18).unwrap().len(), 17);
}

#[test]
fn wrong_codes_and_null_pointers_are_refused() {
    assert_eq!(label("ring", 32), Err(INVALID));
    // SAFETY: null pointers are allowed.
    unsafe {
        assert_eq!(service_part_label_check(ptr::null()), INVALID);
        assert_eq!(
            service_part_label(ptr::null(), ptr::null_mut(), 0),
            TOO_SMALL
        );
    }
}
