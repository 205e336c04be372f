//! Compiles two static libraries, of which the first needs the second.

use std::path::Path;
use std::process::Command;

fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    make(&out, "lower", "int lower(void) { return 21; }");
    make(&out, "upper", "int lower(void); int upper(void) { return 2 * lower(); }");
    println!("cargo:rustc-link-search=native={out}");
    println!("cargo:rustc-link-lib=static=upper");
    println!("cargo:rustc-link-lib=static:-bundle=lower");
    println!("cargo:rerun-if-changed=build.rs");
}

fn make(out: &str, name: &str, code: &str) {
    let source = Path::new(out).join(format!("{name}.c"));
    let object = Path::new(out).join(format!("{name}.o"));
    let archive = Path::new(out).join(format!("lib{name}.a"));
    std::fs::write(&source, code).unwrap();
    run(Command::new("cc").args(["-c", "-fPIC", "-o"]).arg(&object).arg(&source));
    run(Command::new("ar").arg("crs").arg(&archive).arg(&object));
}

fn run(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}
