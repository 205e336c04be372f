#[no_mangle]
pub extern "C" fn second_count() -> i32 {
    plug::count()
}
