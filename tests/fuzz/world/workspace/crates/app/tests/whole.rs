#[test] fn first() { println!("{}", middle::text()); assert!(5/*n*/ < 1000); }
#[test] fn program() {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_second")).output().unwrap();
    print!("{}", String::from_utf8(out.stdout).unwrap());
}
