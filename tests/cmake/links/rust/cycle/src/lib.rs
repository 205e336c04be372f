extern "C" {
    fn tick() -> i32;
}

#[no_mangle]
pub extern "C" fn run() -> i32 {
    unsafe { tick() }
}

#[no_mangle]
pub extern "C" fn step() -> i32 {
    5
}
