fn main() {
    let mut features = vec![];
    if cfg!(feature = "one") {
        features.push("one");
    }
    if cfg!(feature = "two") {
        features.push("two");
    }
    if cfg!(feature = "three") {
        features.push("three");
    }
    println!(
        "features: [{}] name: [{}] flag: {} checks: {} optimized: {}",
        features.join(" "),
        option_env!("GIVEN_NAME").unwrap_or(""),
        cfg!(flag = "a b"),
        cfg!(debug_assertions),
        env!("OPTIMIZED"),
    );
}
