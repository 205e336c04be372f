fn main() {
    let said = option_env!("SAID").unwrap_or("nothing");
    println!("{} {} {}", env!("CARGO_PKG_VERSION"), said, cfg!(other));
}
