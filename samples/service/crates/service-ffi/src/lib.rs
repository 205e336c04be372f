//! Part labels for other languages, and for Rust.
//!
//! A label is what is printed on a box: the code of the part and its checksum, so that a scanner
//! notices a label that it misread.

use std::ffi::{CStr, c_char, c_int};

use service_checksum::Checksum;
use service_model::Sku;

/// The label is valid, or was written.
pub const OK: c_int = 0;
/// The text is not a part code, or not a label.
pub const INVALID: c_int = 1;
/// The label is longer than the place for it.
pub const TOO_SMALL: c_int = 2;

mod label {
    #![allow(unsafe_code)]

    use std::ffi::c_char;

    unsafe extern "C" {
        pub(crate) fn service_label_format(
            code: *const c_char,
            code_length: usize,
            out: *mut c_char,
            out_size: usize,
        ) -> usize;
    }
}

/// Writes the label of the part with code `sku` to `out`, with a zero byte at its end.
///
/// # Safety
///
/// `sku` points to a text that ends with a zero byte, and `out` to `out_size` bytes that can be
/// written. Null pointers are allowed.
#[unsafe(no_mangle)]
#[allow(unsafe_code)]
pub unsafe extern "C" fn service_part_label(
    sku: *const c_char,
    out: *mut c_char,
    out_size: usize,
) -> c_int {
    if out.is_null() {
        return TOO_SMALL;
    }
    // SAFETY: the caller promises that `sku` can be read.
    let Some(sku) = (unsafe { text(sku) }).and_then(|text| text.parse::<Sku>().ok()) else {
        return INVALID;
    };
    let code = sku.as_str();
    // SAFETY: `code` is a live string, and the caller promises that `out` can be written.
    let length =
        unsafe { label::service_label_format(code.as_ptr().cast(), code.len(), out, out_size) };
    if length == 0 { TOO_SMALL } else { OK }
}

/// Checks a label that was read by a scanner.
///
/// # Safety
///
/// `label` is null or points to a text that ends with a zero byte.
#[unsafe(no_mangle)]
#[allow(unsafe_code)]
pub unsafe extern "C" fn service_part_label_check(label: *const c_char) -> c_int {
    // SAFETY: the caller promises that `label` can be read.
    match unsafe { text(label) }.and_then(part_of_label) {
        Some(_) => OK,
        None => INVALID,
    }
}

/// The part a label belongs to, if the label is right.
///
/// ```
/// assert!(service_ffi::part_of_label("BRS-0042*00000000").is_none());
/// ```
pub fn part_of_label(label: &str) -> Option<Sku> {
    let (code, digits) = label.split_once('*')?;
    let sku: Sku = code.parse().ok()?;
    let checksum = Checksum::default().update(code.as_bytes());
    (format!("{:08X}", checksum.value()) == digits).then_some(sku)
}

/// The text at `pointer`, if it is valid UTF-8.
///
/// # Safety
///
/// `pointer` is null or points to a text that ends with a zero byte and lives for `'a`.
#[allow(unsafe_code)]
unsafe fn text<'a>(pointer: *const c_char) -> Option<&'a str> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: promised by the caller.
    unsafe { CStr::from_ptr(pointer) }.to_str().ok()
}
