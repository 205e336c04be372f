//! Signs movements and checks the signatures.
//!
//! A receipt is an HMAC with SHA-256, as text. Whoever has the secret can check that a message
//! came from the service and was not changed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::error::Unspecified;
use ring::hmac::{self, HMAC_SHA256};
use ring::rand::{SecureRandom, SystemRandom};

/// The shortest secret that is accepted, in bytes.
pub const MIN_SECRET_LENGTH: usize = 16;

/// Why a secret or a receipt was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The secret is easy to guess.
    #[error("a secret needs {MIN_SECRET_LENGTH} bytes or more")]
    ShortSecret,
    /// The receipt is not text that a [`Signer`] makes.
    #[error("this is not a receipt")]
    Malformed,
    /// The receipt belongs to another message or another secret.
    #[error("the receipt does not belong to the message")]
    Mismatch,
    /// The system has no random numbers.
    #[error("the system has no random numbers")]
    NoRandomness,
}

/// Makes and checks receipts with one secret.
///
/// ```
/// use service_receipt::Signer;
///
/// let signer = Signer::new(b"a secret of enough bytes")?;
/// let receipt = signer.sign(b"12 of BRS-0042");
/// signer.verify(b"12 of BRS-0042", &receipt)?;
/// assert!(signer.verify(b"99 of BRS-0042", &receipt).is_err());
/// # Ok::<(), service_receipt::ReceiptError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Signer {
    key: hmac::Key,
}

impl Signer {
    /// A signer with the given secret.
    pub fn new(secret: &[u8]) -> Result<Self, ReceiptError> {
        if secret.len() < MIN_SECRET_LENGTH {
            return Err(ReceiptError::ShortSecret);
        }
        let key = hmac::Key::new(HMAC_SHA256, secret);
        Ok(Self { key })
    }

    /// A signer with a new secret that nobody else has.
    pub fn random() -> Result<Self, ReceiptError> {
        let mut secret = [0; 32];
        SystemRandom::new()
            .fill(&mut secret)
            .map_err(|Unspecified| ReceiptError::NoRandomness)?;
        Self::new(&secret)
    }

    /// The receipt for a message.
    pub fn sign(&self, message: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, message))
    }

    /// Checks that `receipt` belongs to `message`.
    pub fn verify(&self, message: &[u8], receipt: &str) -> Result<(), ReceiptError> {
        let tag = URL_SAFE_NO_PAD
            .decode(receipt)
            .map_err(|_| ReceiptError::Malformed)?;
        hmac::verify(&self.key, message, &tag).map_err(|Unspecified| ReceiptError::Mismatch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_the_same_every_time() {
        let signer = Signer::new(b"a secret of enough bytes").unwrap();
        let receipt = signer.sign(b"message");
        assert_eq!(receipt.len(), 43);
        assert_eq!(receipt, signer.sign(b"message"));
    }

    #[test]
    fn another_secret_makes_another_receipt() {
        let receipt = Signer::random().unwrap().sign(b"message");
        let other = Signer::random().unwrap();
        assert_eq!(
            other.verify(b"message", &receipt),
            Err(ReceiptError::Mismatch)
        );
    }

    #[test]
    fn other_text_is_not_a_receipt() {
        let signer = Signer::random().unwrap();
        assert_eq!(
            signer.verify(b"message", "not a receipt"),
            Err(ReceiptError::Malformed)
        );
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert_eq!(
            Signer::new(b"short").unwrap_err(),
            ReceiptError::ShortSecret
        );
    }
}
