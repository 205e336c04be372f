//! Compiles the C part, which uses the header of `service-checksum`.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=c");

    // Set by the build script of `service-checksum`.
    let include = env::var_os("DEP_SERVICE_CHECKSUM_INCLUDE")
        .expect("service-checksum says where its header is");

    cc::Build::new()
        .file("c/label.c")
        .include("c")
        .include(include)
        .warnings_into_errors(true)
        .compile("service_label");
}
