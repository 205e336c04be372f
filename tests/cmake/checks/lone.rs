#[cfg(all(given, feature = "loud"))]
pub fn report() -> String {
    format!("{} {} {} {}", differently::MOOD, made::FOUR, env!("GIVEN"), count_macro::count!(a b))
}

fn unused_by_anyone() {}

#[test]
fn reports() {
    assert!(report().contains("given"));
}
