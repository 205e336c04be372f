use std::{env, fs, path::Path, thread, time::Duration};

/// In a build, and not in a check, until the gate is open.
fn wait_at_gate() {
    let Ok(gate) = env::var("CHECKS_GATE") else { return };
    if env::var("OUT_DIR").unwrap().contains("/ferrule/check/") {
        return;
    }
    fs::write(gate.clone() + ".reached", "").unwrap();
    while !Path::new(&gate).exists() {
        thread::sleep(Duration::from_millis(20));
    }
}

fn main() {
    wait_at_gate();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-cfg=scripted");
    fs::write(env::var("OUT_DIR").unwrap() + "/made.rs", "pub const MADE: u32 = 0;").unwrap();
}
