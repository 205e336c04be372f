extern "C" {
    fn add(a: i32, b: i32) -> i32;
}

fn main() {
    println!("tool: {}", unsafe { add(40, 2) });
}
