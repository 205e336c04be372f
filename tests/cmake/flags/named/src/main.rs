fn main() {
    println!("main: {} common: {}", cfg!(local), common::flags());
}
