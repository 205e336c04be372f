mod part;

extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

#[no_mangle]
pub extern "C" fn plugin_answer() -> i32 {
    unsafe { add(part::TWENTY, 1) }
}
