extern "C" {
    fn upper() -> i32;
}

#[no_mangle]
pub extern "C" fn from_static() -> i32 {
    unsafe { upper() }
}
