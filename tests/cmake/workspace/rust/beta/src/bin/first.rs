fn main() {
    println!("first: {}", alpha::name());
}
