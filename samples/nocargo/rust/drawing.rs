//! What C++ calls.

use shapes::{Circle, Square};
use std::ffi::{c_char, CString};

/// The kinds of shape, as text. `free_text()` takes it back.
#[no_mangle]
pub extern "C" fn list_shapes() -> *mut c_char {
    let kinds = [Circle::describe(), Square::describe()];
    let text = format!("{} shapes: {}", kinds.len(), kinds.join(" "));
    CString::new(text).unwrap().into_raw()
}

/// # Safety
/// `text` comes from `list_shapes()`, and is used no more.
#[no_mangle]
pub unsafe extern "C" fn free_text(text: *mut c_char) {
    drop(CString::from_raw(text));
}
