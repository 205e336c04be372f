fn main() {
    println!("without: {}", cfg!(local));
}
