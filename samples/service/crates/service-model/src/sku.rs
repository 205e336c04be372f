use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[A-Z]{2,4}-[0-9]{3,6}(?:-[A-Z0-9]{1,4})?$").expect("the pattern is valid")
});

/// The code a part is known by: letters, a number, and perhaps a variant, as in `BRS-0042-L`.
///
/// ```
/// use service_model::Sku;
///
/// let sku: Sku = "BRS-0042-L".parse()?;
/// assert_eq!(sku.family(), "BRS");
/// assert!("brass ring".parse::<Sku>().is_err());
/// # Ok::<(), service_model::InvalidSku>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

/// The text is not a [`Sku`].
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a part code such as BRS-0042 or BRS-0042-L")]
pub struct InvalidSku(String);

impl Sku {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The letters before the first hyphen.
    pub fn family(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

impl TryFrom<String> for Sku {
    type Error = InvalidSku;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if PATTERN.is_match(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidSku(text))
        }
    }
}

impl FromStr for Sku {
    type Err = InvalidSku;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_and_without_a_variant_are_valid() {
        for text in ["BR-001", "BRS-0042", "BRAS-123456-XL2"] {
            assert_eq!(text.parse::<Sku>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "B-001", "BRS-1", "BRS-0042-", "brs-0042", "BRS-0042\n"] {
            assert_eq!(text.parse::<Sku>(), Err(InvalidSku(text.to_owned())));
        }
    }
}
