#[no_mangle]
pub extern "C" fn engine_answer() -> u32 {
    macros::answer!()
}
