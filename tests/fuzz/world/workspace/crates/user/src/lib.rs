pub fn text() -> String {
    format!("{} {} {}", 24/*n*/, native::text(), env!("USER_LEVEL"))
}
