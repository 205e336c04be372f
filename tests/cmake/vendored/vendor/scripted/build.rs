fn main() {
    println!("cargo:rerun-if-env-changed=VENDORED_TEST_VARIABLE");
    println!("cargo:rustc-env=NAME=scripted");
}
