fn main() { println!("show {} {}", 4/*n*/, base::generic(1)); }
