#[no_mangle]
pub extern "C" fn engine_value() -> u32 {
    vec![42].iter().sum()
}
