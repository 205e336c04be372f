pub fn sum(numbers: &str) -> u32 {
    numbers.split_whitespace().map(|number| number.parse::<u32>().unwrap()).sum()
}

/// The machine that this was compiled for.
pub const ARCH: &str = std::env::consts::ARCH;
