// Runs on the host, and is told of the target.
fn main() {
    assert!(!cfg!(for_the_target));
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=BUILT_ON={}", shared::ARCH);
    println!("cargo:rustc-env=BUILT_FOR={}", std::env::var("CARGO_CFG_TARGET_ARCH").unwrap());
    // What the `cc` crate looks for.
    let target = std::env::var("TARGET").unwrap().replace('-', "_");
    for tool in ["CXX", "AR"] {
        let program = std::env::var(format!("{tool}_{target}")).unwrap();
        assert!(std::path::Path::new(&program).exists(), "{tool}: {program}");
    }
    let out = std::env::var("OUT_DIR").unwrap();
    std::fs::write(format!("{out}/answer.rs"), "42").unwrap();
}
