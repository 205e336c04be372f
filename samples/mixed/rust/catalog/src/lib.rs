use std::ffi::{c_char, c_long, CStr};

#[derive(serde::Deserialize)]
struct Item {
    cents: c_long,
}

/// The sum of the prices in a JSON list, or -1.
///
/// # Safety
/// `json` must be a string that ends with a zero byte.
#[no_mangle]
pub unsafe extern "C" fn catalog_sum(json: *const c_char) -> c_long {
    let json = unsafe { CStr::from_ptr(json) };
    match serde_json::from_slice::<Vec<Item>>(json.to_bytes()) {
        Ok(items) => items.iter().map(|item| item.cents).sum(),
        Err(_) => -1,
    }
}
