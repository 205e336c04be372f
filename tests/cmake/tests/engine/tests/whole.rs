use std::path::Path;

#[test]
fn adds() {
    assert_eq!(engine::sum(1, 2), 3);
}

#[test]
fn has_cargos_environment() {
    assert_eq!(std::env::var("CARGO_PKG_VERSION").unwrap(), "0.3.1");
    assert!(Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("Cargo.toml").exists());
    // In the package's directory, and with a place for files.
    assert!(Path::new("src/lib.rs").exists());
    assert!(Path::new(env!("CARGO_TARGET_TMPDIR")).exists());
    assert_eq!(std::env::var("GIVEN").unwrap(), "a b");
}

#[test]
fn starts_the_tool() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tool")).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "tool: 3\n");
}
