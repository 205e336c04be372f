/// Says what it knows.
/// ```
/// assert!(!middle::text().is_empty());
/// ```
pub fn text() -> String {
    format!("middle {} {} {} {} {:?}", 12/*n*/, include_str!("../note.txt").trim(), base::inlined(), maker::text(),
        option_env!("OPTION_LEVEL"))
}
