pub struct Settings {
    #[cfg(wide)]
    pub other: [u64; 4],
    pub number: u64,
}

static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

#[inline(never)]
pub fn settings() -> Settings {
    COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    Settings {
        #[cfg(wide)]
        other: [9; 4],
        number: 5,
    }
}

#[inline(never)]
pub fn level() -> u64 {
    option_env!("VARIANT_LEVEL").map_or(0, |level| level.parse().unwrap())
}

#[inline(never)]
pub fn count() -> u64 {
    COUNT.load(std::sync::atomic::Ordering::Relaxed)
}
