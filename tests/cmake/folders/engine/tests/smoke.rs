#[test]
fn answers() {
    assert_eq!(engine::answer(), 42);
}
