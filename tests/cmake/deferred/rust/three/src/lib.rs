extern "C" {
    fn answer() -> i32;
}

#[no_mangle]
pub extern "C" fn is_loud() -> i32 {
    cfg!(feature = "loud") as i32
}

#[no_mangle]
pub extern "C" fn is_flagged() -> i32 {
    cfg!(flagged) as i32
}

#[no_mangle]
pub extern "C" fn level() -> i32 {
    env!("LEVEL").parse().unwrap()
}

#[no_mangle]
pub extern "C" fn from_cpp() -> i32 {
    unsafe { answer() }
}
