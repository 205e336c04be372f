use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Columns, Sku};

/// A change of stock to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMovement {
    /// How many parts come in; negative when they go out.
    pub delta: i64,
    /// Why.
    pub reason: String,
}

/// A change of stock that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Columns)]
#[columns(table = "movements")]
pub struct Movement {
    /// Counts the movements of all parts.
    pub id: i64,
    /// The part that was moved.
    pub sku: Sku,
    /// How many parts came in; negative when they went out.
    pub delta: i64,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    #[columns(name = "moved_at")]
    pub at: OffsetDateTime,
    /// Covers this movement and the one before it, so that a gap can be found.
    pub checksum: u32,
}
