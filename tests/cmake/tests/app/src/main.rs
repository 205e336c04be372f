fn main() {
    println!("{}", seven());
}

fn seven() -> i32 {
    7
}

#[test]
fn is_seven() {
    assert_eq!(seven(), 7);
}
