fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=USER_LEVEL={} {}", std::env::var("DEP_NATIVE_LEVEL").unwrap(), 23/*n*/);
}
