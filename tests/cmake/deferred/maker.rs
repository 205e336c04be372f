fn main() {
    std::fs::write(std::env::args().nth(1).unwrap(), "made").unwrap();
}
