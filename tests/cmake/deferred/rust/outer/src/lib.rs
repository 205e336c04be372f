pub fn value() -> i32 {
    5
}
