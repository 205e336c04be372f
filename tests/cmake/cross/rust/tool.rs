extern "C" {
    fn add(left: i32, right: i32) -> i32;
}

fn main() {
    let sum = unsafe { add(2, 3) };
    println!("tool: {}, {}, {sum}, {}", engine::name().0, engine::BUILT_FOR, reader::reader_sum());
}
