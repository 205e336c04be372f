fn main() {
    // Read without saying so, and with.
    let unsaid = std::env::var("UNSAID_MODE").unwrap_or("none".into());
    let said = std::env::var("SAID_MODE").unwrap_or("none".into());
    println!("cargo:rustc-env=MODES=unsaid: {unsaid} said: {said}");
    println!("cargo:rerun-if-env-changed=SAID_MODE");
}
