fn main() {
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    println!("engine {} {profile}", engine::engine_answer());
}
