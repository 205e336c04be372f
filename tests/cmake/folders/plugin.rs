#[no_mangle]
pub extern "C" fn plugin_answer() -> i32 {
    42
}
