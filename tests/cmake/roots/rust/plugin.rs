#[no_mangle]
pub extern "C" fn answer() -> i32 {
    base_lib::sum(40, std::panic::catch_unwind(|| panic!("caught")).is_err() as i32 + 1)
}
