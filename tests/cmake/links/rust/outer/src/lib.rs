pub use inner;

#[no_mangle]
pub extern "C" fn outer_count() -> i32 {
    plug::count()
}
