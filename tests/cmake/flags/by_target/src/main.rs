fn main() {
    println!("target: {} build: {} call: {}", cfg!(of_target), cfg!(configured), cfg!(called));
}
