//! A build script, for the target ferrule-codegen.
pub fn answer() -> i32 {
    42
}
