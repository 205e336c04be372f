#[no_mangle]
pub extern "C" fn packed() -> i32 {
    0
}
