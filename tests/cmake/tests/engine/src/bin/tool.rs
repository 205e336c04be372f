fn main() {
    println!("tool: {}", engine::sum(1, 2));
}
