//! Turns `words.txt` into Rust code.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const WORDS: &str = "words.txt";

fn main() {
    println!("cargo::rerun-if-changed={WORDS}");
    println!("cargo::rustc-check-cfg=cfg(many_languages)");

    let text = fs::read_to_string(WORDS).expect("words.txt can be read");
    let words = parse(&text);
    let (default_language, _) = words.first().expect("words.txt has at least one word");

    println!("cargo::rustc-env=DEFAULT_LANGUAGE={default_language}");
    if words.len() > 1 {
        println!("cargo::rustc-cfg=many_languages");
    }

    let mut code = String::from("pub const WORDS: &[(&str, &str)] = &[\n");
    for (language, word) in &words {
        writeln!(code, "    ({language:?}, {word:?}),").expect("a string can be written to");
    }
    code.push_str("];\n");

    let out_dir = env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR");
    fs::write(Path::new(&out_dir).join("words.rs"), code).expect("OUT_DIR can be written to");
}

fn parse(text: &str) -> Vec<(&str, &str)> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (language, word) = line.split_once('=').expect("a line is `language = word`");
            (language.trim(), word.trim())
        })
        .collect()
}
