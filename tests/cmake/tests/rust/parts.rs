extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

pub fn part() -> i32 {
    unsafe { add(10, 11) }
}
