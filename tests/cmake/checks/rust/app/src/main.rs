fn main() {
    println!("{}", base::TWO);
}
