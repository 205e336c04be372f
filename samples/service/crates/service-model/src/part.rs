use serde::{Deserialize, Serialize};

use crate::{Columns, Sku};

/// A kind of part, and how many of it are in stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Columns)]
#[columns(table = "parts")]
pub struct Part {
    /// The code of the part.
    pub sku: Sku,
    /// What people call it.
    pub name: String,
    /// How many are in stock.
    #[serde(default)]
    pub quantity: u32,
}

/// A movement would leave less than nothing, or more than can be counted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot move {delta} of {sku}: {quantity} in stock")]
pub struct NotEnoughStock {
    /// The part.
    pub sku: Sku,
    /// How many are in stock.
    pub quantity: u32,
    /// How many were to be moved.
    pub delta: i64,
}

impl Part {
    /// The quantity after a movement of `delta` parts.
    pub fn quantity_after(&self, delta: i64) -> Result<u32, NotEnoughStock> {
        i64::from(self.quantity)
            .checked_add(delta)
            .and_then(|quantity| u32::try_from(quantity).ok())
            .ok_or_else(|| NotEnoughStock {
                sku: self.sku.clone(),
                quantity: self.quantity,
                delta,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(quantity: u32) -> Part {
        Part {
            sku: "BRS-0042".parse().unwrap(),
            name: "Brass ferrule".to_owned(),
            quantity,
        }
    }

    #[test]
    fn stock_goes_up_and_down() {
        assert_eq!(part(5).quantity_after(3), Ok(8));
        assert_eq!(part(5).quantity_after(-5), Ok(0));
    }

    #[test]
    fn stock_never_goes_below_zero() {
        let error = part(5).quantity_after(-6).unwrap_err();
        assert_eq!(error.to_string(), "cannot move -6 of BRS-0042: 5 in stock");
        assert!(part(5).quantity_after(i64::MAX).is_err());
    }
}
