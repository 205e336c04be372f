fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let numbers = std::fs::read_to_string(&arguments[1]).unwrap();
    std::fs::write(&arguments[2], format!("pub const TABLE: &[i32] = &[{}];\n", numbers.trim())).unwrap();
}
