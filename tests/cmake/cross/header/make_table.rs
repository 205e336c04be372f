fn main() {
    let path = std::env::args().nth(1).expect("a file name");
    std::fs::write(path, "inline constexpr int kMade = 7;\n").unwrap();
}
