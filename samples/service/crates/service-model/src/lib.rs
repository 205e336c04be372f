//! The types the service stores and sends: parts, and the movements of their stock.

// The derive macro refers to this crate by its name.
extern crate self as service_model;

mod movement;
mod part;
mod sku;

pub use movement::{Movement, NewMovement};
pub use part::{NotEnoughStock, Part};
pub use service_macros::Columns;
pub use sku::{InvalidSku, Sku};

/// A struct that is one row of a table.
pub trait Columns {
    /// The name of the table.
    const TABLE: &'static str;

    /// The names of the columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];

    /// `SELECT <columns> FROM <table>`
    const SELECT: &'static str;
}
