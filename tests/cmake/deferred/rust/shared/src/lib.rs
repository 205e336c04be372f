pub fn value() -> i32 {
    cfg!(feature = "more") as i32
}
