//! Compiles the C code, and tells dependent build scripts where its header is.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=c");
    println!("cargo::rerun-if-changed=include");

    cc::Build::new()
        .file("c/checksum.c")
        .include("include")
        .warnings_into_errors(true)
        .compile("service_checksum");

    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets this"));
    println!("cargo::metadata=include={}", root.join("include").display());
}
