fn main() {
    println!("cargo:rerun-if-changed=in.txt");
    println!("cargo:rerun-if-env-changed=MAKER_LEVEL");
    println!("cargo:rustc-check-cfg=cfg(marked)");
    let text = std::fs::read_to_string("in.txt").unwrap();
    let number: u32 = text.split('/').next().unwrap().trim().parse().unwrap();
    if number % 2 == 1 {
        println!("cargo:rustc-cfg=marked");
    }
    println!("cargo:rustc-env=MAKER_TEXT={} {:?}", number / 10, std::env::var("MAKER_LEVEL"));
    let out = std::env::var("OUT_DIR").unwrap();
    std::fs::write(format!("{out}/made.rs"), format!("pub const MADE: u32 = {} + {};", number, 15/*n*/)).unwrap();
}
