fn main() {
    println!("second: {}", alpha::name());
}
