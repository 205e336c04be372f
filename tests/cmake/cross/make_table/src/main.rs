fn main() {
    assert!(!cfg!(for_the_target));
    let names: Vec<String> = std::env::args().skip(1).collect();
    let numbers = std::fs::read_to_string(&names[0]).unwrap();
    std::fs::write(&names[1], shared::sum(&numbers).to_string()).unwrap();
}
