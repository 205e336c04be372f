fn main() {
    let mut names: Vec<String> = std::fs::read_dir("list").unwrap()
        .map(|entry| entry.unwrap()).map(|entry| format!("{}={}", entry.file_name().to_string_lossy(),
            std::fs::read_to_string(entry.path()).unwrap().trim())).collect();
    names.sort();
    println!("cargo:rustc-env=LISTER_NAMES={} {}", names.join(","), 18/*n*/);
}
