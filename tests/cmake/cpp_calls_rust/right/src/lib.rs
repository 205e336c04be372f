#[no_mangle]
pub extern "C" fn right_answer() -> i32 {
    println!("{}", common::join(&["right", "says"]));
    43
}

#[no_mangle]
pub extern "C" fn right_catches() -> i32 {
    std::panic::catch_unwind(|| panic!("of right")).is_err() as i32
}
