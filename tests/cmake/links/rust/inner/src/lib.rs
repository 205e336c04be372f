#[no_mangle]
pub extern "C" fn inner_fn() -> i32 {
    7
}
