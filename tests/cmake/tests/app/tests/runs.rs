#[test]
fn prints() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_app")).output().unwrap();
    assert_eq!(output.stdout, b"7\n");
}
