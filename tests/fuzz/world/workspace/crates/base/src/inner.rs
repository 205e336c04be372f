pub fn text() -> u32 { 11/*n*/ }
