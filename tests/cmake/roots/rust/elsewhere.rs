pub const SEVEN: i32 = 7;
