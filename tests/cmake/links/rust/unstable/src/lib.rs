#![feature(never_type)]

#[no_mangle]
pub extern "C" fn unstable_count() -> i32 {
    let result: Result<i32, !> = Ok(12);
    let Ok(count) = result;
    count
}
