//! Puts a greeting together from a word, a name and a manner.

use std::fmt;
use std::str::FromStr;

use greeting_macros::VariantNames;

/// How a greeting is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantNames)]
pub enum Manner {
    /// `Hello, World`
    Quiet,
    /// `Hello, World!`
    #[default]
    Friendly,
    /// `HELLO, WORLD!!!`
    Loud,
}

/// The text is not the name of a [`Manner`].
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownManner(String);

impl fmt::Display for UnknownManner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown manner `{}`; use one of:", self.0)?;
        for manner in Manner::VARIANTS {
            write!(f, " {}", manner.variant_name())?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownManner {}

impl FromStr for Manner {
    type Err = UnknownManner;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::VARIANTS
            .iter()
            .copied()
            .find(|manner| manner.variant_name() == text)
            .ok_or_else(|| UnknownManner(text.to_string()))
    }
}

/// Greets `name` with `word`.
///
/// ```
/// use greeting::{greet, Manner};
///
/// assert_eq!(greet("Hello", "World", Manner::Friendly), "Hello, World!");
/// ```
pub fn greet(word: &str, name: &str, manner: Manner) -> String {
    match manner {
        Manner::Quiet => format!("{word}, {name}"),
        Manner::Friendly => format!("{word}, {name}!"),
        Manner::Loud => format!("{}, {}!!!", word.to_uppercase(), name.to_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_manner_is_read_back_from_its_name() {
        for manner in Manner::VARIANTS {
            assert_eq!(manner.variant_name().parse(), Ok(*manner));
        }
    }

    #[test]
    fn an_unknown_manner_lists_the_known_ones() {
        let error = "shy".parse::<Manner>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown manner `shy`; use one of: quiet friendly loud"
        );
    }

    #[test]
    fn a_loud_greeting_is_in_capitals() {
        assert_eq!(greet("Hello", "World", Manner::Loud), "HELLO, WORLD!!!");
    }
}
