fn main() {
    println!("cargo:rustc-env=COMPILER={}", std::env::var("CC").unwrap_or_default());
    println!("cargo:rerun-if-env-changed=CC");
}
