/// C++ calls this, and no Rust does.
#[no_mangle]
pub extern "C" fn on_event(event: i32) -> i32 {
    event + 40
}
