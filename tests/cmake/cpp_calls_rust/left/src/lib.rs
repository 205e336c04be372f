#[no_mangle]
pub extern "C" fn left_answer() -> i32 {
    println!("{}", common::join(&["left", "says"]));
    42
}

#[no_mangle]
pub extern "C" fn left_catches() -> i32 {
    std::panic::catch_unwind(|| panic!("of left")).is_err() as i32
}

#[no_mangle]
pub extern "C" fn left_checks() -> i32 {
    cfg!(debug_assertions) as i32
}
