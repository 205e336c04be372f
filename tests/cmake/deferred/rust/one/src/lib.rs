#[no_mangle]
pub extern "C" fn one_value() -> i32 {
    shared::value()
}
