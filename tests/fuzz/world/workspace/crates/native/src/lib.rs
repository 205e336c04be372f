pub fn text() -> u32 { 22/*n*/ }
