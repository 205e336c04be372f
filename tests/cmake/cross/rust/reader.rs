#[no_mangle]
pub extern "C" fn reader_sum() -> u32 {
    include!(env!("TABLE"))
}
