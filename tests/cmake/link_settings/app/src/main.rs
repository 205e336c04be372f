fn main() {
    println!("{} {}", engine::engine_value(), env!("COMPILER"));
}
