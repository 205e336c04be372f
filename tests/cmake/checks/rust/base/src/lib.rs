pub const MOOD: &str = match option_env!("MOOD") {
    Some(mood) => mood,
    None => "plain",
};
pub const TWO: u32 = 2;

#[cfg(feature = "wide")]
fn wide_only() {}
