fn main() {
    let numbers: Vec<u64> = (0..std::env::args().count() as u64 + 3).collect();
    println!("{}", engine::digits_of_sum(&numbers));
}
