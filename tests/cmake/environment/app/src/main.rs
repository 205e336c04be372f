fn main() {
    let option = option_env!("OPTION_MODE").unwrap_or("none");
    println!("given: {} {} option: {option}", env!("GIVEN"), env!("MODES"));
}
