pub fn value() -> i32 {
    middle::value() + 1
}
