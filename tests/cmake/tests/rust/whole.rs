pub fn whole() -> i32 {
    2 * parts::part()
}

#[test]
fn is_whole() {
    assert_eq!(whole(), 42);
    assert_eq!(std::env::var("WHOLE").unwrap(), "yes");
}
