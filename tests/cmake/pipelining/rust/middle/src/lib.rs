pub fn value() -> i32 {
    low::value() + 1
}
