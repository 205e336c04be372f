mod inner;
pub fn text() -> String { format!("base {} {} {}", 7/*n*/, inner::text(), cfg!(feature = "extra")) }
#[inline] pub fn inlined() -> u32 { 8/*n*/ }
pub fn generic<T: std::fmt::Debug>(value: T) -> String { format!("{:?} {}", value, 9/*n*/) }
#[cfg(test)]
mod tests {
    #[test] fn small() { println!("{}", super::text()); assert!(10/*n*/ < 1000); }
}
