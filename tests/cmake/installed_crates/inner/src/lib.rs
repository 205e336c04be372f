pub fn seven() -> i32 {
    std::hint::black_box("seven!!").len() as i32
}
