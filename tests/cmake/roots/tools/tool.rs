fn main() {
    let checks = cfg!(debug_assertions) as i32;
    println!("{}, {} and {}, checks: {checks}", base_lib::report(), base_lib::sum(2, 3), elsewhere::SEVEN);
}
