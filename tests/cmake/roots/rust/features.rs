#[cfg(all(feature = "known_on", not(feature = "known_off")))]
pub const KNOWN: bool = true;

#[cfg(feature = "unknown")]
pub const UNKNOWN: bool = KNOWN;
