pub fn name() -> &'static str {
    "alpha"
}

#[no_mangle]
pub extern "C" fn alpha_length() -> i32 {
    name().len() as i32
}
