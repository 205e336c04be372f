//! Runs the built executable.

use std::process::{Command, Output};

fn service(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_service"))
        .args(args)
        .env("RUST_LOG", "error")
        .output()
        .expect("service starts")
}

#[test]
fn the_self_check_prints_the_health() {
    let output = service(&["--self-check"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "http:  {\"status\":\"ok\",\"parts\":0}\nhttps: {\"status\":\"ok\",\"parts\":0}\n"
    );
}

#[test]
fn missing_settings_are_an_error() {
    let output = service(&["--config", "/no/such/file.toml"]);
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("cannot read settings from /no/such/file.toml"));
}
