pub fn text() -> String { format!("{} {}", 25/*n*/, env!("CARGO_PKG_VERSION")) }
