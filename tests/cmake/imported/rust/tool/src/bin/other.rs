fn main() {
    let flags = if cfg!(special) { "special" } else { "plain" };
    println!("{flags} {}", if cfg!(debug_assertions) { "checked" } else { "unchecked" });
}
