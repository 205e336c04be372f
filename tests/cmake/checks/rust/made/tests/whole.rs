#[test]
fn is_four() {
    assert_eq!(made::FOUR, 4);
}
