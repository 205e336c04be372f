pub fn value() -> i32 {
    top::value() + 1
}
