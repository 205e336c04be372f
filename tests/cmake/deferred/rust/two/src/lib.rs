#[no_mangle]
pub extern "C" fn two_value() -> i32 {
    shared::value()
}
