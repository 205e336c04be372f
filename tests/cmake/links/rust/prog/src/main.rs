pub use plug;

extern "C" {
    fn run_loop() -> i32;
}

fn main() {
    println!("{} {}", plug::count(), unsafe { run_loop() });
}
