//! Runs the built executable.

use std::process::{Command, Output};

fn hello(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hello-ferrule"))
        .args(args)
        .output()
        .expect("hello-ferrule starts")
}

#[test]
fn greets_the_world() {
    let output = hello(&[]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Hello, World!\n");
}

#[test]
fn greets_in_another_language() {
    let output = hello(&["--language", "de", "Ferrule"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "Guten Tag, Ferrule!\n"
    );
}

#[test]
fn refuses_an_unknown_language() {
    let output = hello(&["--language", "xx"]);
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "hello-ferrule: no word for language `xx`\n"
    );
}
