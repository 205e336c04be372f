extern "C" {
    fn upper() -> i32;
    static given_symbol: u8;
}

fn main() {
    println!("only: {}, symbol: {}", unsafe { upper() }, &raw const given_symbol as usize % 4096);
}
