pub fn text() -> String { format!("{} {}", 2/*n*/, base::inlined()) }
