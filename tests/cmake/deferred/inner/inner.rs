#[no_mangle]
pub extern "C" fn inner_value() -> i32 {
    outer::value()
}
