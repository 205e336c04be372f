fn main() {
    println!("counted: {} on {}", count_macro::count!(hello), std::env::consts::ARCH);
}
