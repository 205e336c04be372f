//! A CRC-32 written in C, with a safe interface.

use std::fmt;

mod ffi {
    #![allow(unsafe_code)]

    unsafe extern "C" {
        pub(crate) fn service_checksum_update(checksum: u32, data: *const u8, length: usize)
        -> u32;
    }
}

/// The checksum of the bytes seen so far.
///
/// ```
/// use service_checksum::Checksum;
///
/// let checksum = Checksum::default().update(b"1234").update(b"56789");
/// assert_eq!(checksum.to_string(), "cbf43926");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checksum(u32);

impl Checksum {
    /// Goes on from a checksum that was kept as a number.
    pub const fn resume(value: u32) -> Self {
        Self(value)
    }

    /// The checksum of what was seen so far, followed by `data`.
    #[must_use]
    #[allow(unsafe_code)]
    pub fn update(self, data: &[u8]) -> Self {
        // SAFETY: the pointer and the length are those of a slice.
        Self(unsafe { ffi::service_checksum_update(self.0, data.as_ptr(), data.len()) })
    }

    /// The checksum as a number.
    pub const fn value(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_data_has_checksum_zero() {
        assert_eq!(Checksum::default().update(b"").value(), 0);
    }

    #[test]
    fn a_checksum_can_be_resumed() {
        let first = Checksum::default().update(b"brass ");
        let resumed = Checksum::resume(first.value()).update(b"ring");
        assert_eq!(resumed, Checksum::default().update(b"brass ring"));
    }
}
