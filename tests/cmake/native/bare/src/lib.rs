#![no_std]

#[no_mangle]
pub extern "C" fn twice(value: i32) -> i32 {
    value.checked_mul(2).unwrap_or(0)
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
