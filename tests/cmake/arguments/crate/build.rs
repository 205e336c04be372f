fn main() {
    println!("cargo:rustc-check-cfg=cfg(flag, values(any()))");
    println!("cargo:rustc-env=OPTIMIZED={}", std::env::var("OPT_LEVEL").unwrap());
}
