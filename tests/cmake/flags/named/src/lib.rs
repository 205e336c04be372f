#[unsafe(no_mangle)]
pub extern "C" fn print_flags() {
    println!("named: {} common: {}", cfg!(local), common::flags());
}

#[test]
fn has_local_flags() {
    assert!(cfg!(local));
    assert!(common::flags().ends_with("local false"));
}
