extern "C" {
    fn answer() -> i32;
}

fn main() {
    println!("{} {}", env!("GREETING"), unsafe { answer() });
}
