pub const TWENTY: i32 = 20;
