fn main() {
    println!("{}", lone::report());
}
