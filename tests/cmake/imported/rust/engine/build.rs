fn main() {
    let include = std::env::var("OUT_DIR").unwrap() + "/include";
    std::fs::create_dir_all(&include).unwrap();
    std::fs::write(include + "/made.h", "#define MADE \"made\"\n").unwrap();
    println!("cargo:rerun-if-changed=build.rs");
}
