fn main() { println!("second {} {}", 3/*n*/, middle::text()); }
