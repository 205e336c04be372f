fn main() {
    let before = counting::allocations();
    let text = format!("{before}");
    println!("counted: {}", counting::allocations() > before && !text.is_empty());
}
