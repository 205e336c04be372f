extern "C" {
    fn cbrt(value: f64) -> f64;
}

pub fn half() -> i32 {
    let three = unsafe { cbrt(std::hint::black_box(27.0)) };
    let caught = std::panic::catch_unwind(|| panic!("caught")).is_err();
    inner::seven() * three as i32 * caught as i32
}

#[no_mangle]
pub extern "C" fn engine_half() -> i32 {
    half()
}
