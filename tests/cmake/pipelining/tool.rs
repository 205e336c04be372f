fn main() {
    assert_eq!(wire::value(), 4);
}
