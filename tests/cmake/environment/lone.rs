fn main() {
    println!("lone: {}", option_env!("OPTION_MODE").unwrap_or("none"));
}
