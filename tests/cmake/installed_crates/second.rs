#[no_mangle]
pub extern "C" fn second_whole() -> i32 {
    engine::half() * 2
}
