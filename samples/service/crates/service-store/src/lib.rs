//! Keeps parts and their movements in SQLite.
//!
//! Every movement is written to a ledger together with a checksum of itself and of the movement
//! before it, so [`Store::verify`] finds a movement that was changed or removed behind the
//! service's back.

mod error;
mod ledger;

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};
use service_model::{Columns, Movement, NewMovement, Part, Sku};
use time::OffsetDateTime;
use tracing::{debug, info};

pub use error::StoreError;

const SCHEMA: &str = include_str!("../sql/schema.sql");
const SCHEMA_VERSION: i64 = 1;

/// A stock database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the database at `path`, and makes a new one if there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::prepare(Connection::open(path)?)
    }

    /// A database that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self, StoreError> {
        connection.pragma_update(None, "foreign_keys", true)?;

        let transaction = connection.transaction()?;
        match transaction.pragma_query_value(None, "user_version", |row| row.get(0))? {
            0 => {
                info!(version = SCHEMA_VERSION, "new database");
                transaction.execute_batch(SCHEMA)?;
                transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
            }
            SCHEMA_VERSION => {}
            found => return Err(StoreError::UnknownVersion(found)),
        }
        transaction.commit()?;
        Ok(Self { connection })
    }

    /// Adds a part that is not there yet.
    pub fn add(&self, part: &Part) -> Result<(), StoreError> {
        let added = self.connection.execute(
            "INSERT INTO parts (sku, name, quantity) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![part.sku.as_str(), part.name, part.quantity],
        )?;
        if added == 0 {
            return Err(StoreError::AlreadyThere(part.sku.clone()));
        }
        debug!(sku = %part.sku, "part added");
        Ok(())
    }

    /// One part.
    pub fn part(&self, sku: &Sku) -> Result<Part, StoreError> {
        find_part(&self.connection, sku)
    }

    /// Every part, in the order of their codes.
    pub fn parts(&self) -> Result<Vec<Part>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{} ORDER BY sku", Part::SELECT))?;
        let parts = statement
            .query_map([], read_part)?
            .collect::<Result<_, _>>();
        Ok(parts?)
    }

    /// How many kinds of parts there are.
    pub fn count(&self) -> Result<u32, StoreError> {
        let count = self
            .connection
            .query_row("SELECT count(*) FROM parts", [], |row| row.get(0));
        Ok(count?)
    }

    /// Moves stock of a part, if there is enough of it and `check` has nothing against it.
    pub fn record(
        &mut self,
        sku: &Sku,
        movement: &NewMovement,
        at: OffsetDateTime,
        check: impl FnOnce(&Part) -> Result<(), String>,
    ) -> Result<Movement, StoreError> {
        let transaction = self.connection.transaction()?;
        let part = find_part(&transaction, sku)?;
        let quantity = part.quantity_after(movement.delta)?;
        check(&part).map_err(StoreError::Refused)?;

        transaction.execute(
            "UPDATE parts SET quantity = ?2 WHERE sku = ?1",
            params![sku.as_str(), quantity],
        )?;
        let movement = ledger::append(&transaction, sku, movement, at)?;
        transaction.commit()?;

        debug!(%sku, delta = movement.delta, quantity, "stock moved");
        Ok(movement)
    }

    /// The last movements of a part, the newest first.
    pub fn movements(&self, sku: &Sku, limit: u32) -> Result<Vec<Movement>, StoreError> {
        self.part(sku)?;
        ledger::of_part(&self.connection, sku, limit)
    }

    /// Goes through the whole ledger; returns how many movements it has.
    pub fn verify(&self) -> Result<usize, StoreError> {
        ledger::verify(&self.connection)
    }
}

fn find_part(connection: &Connection, sku: &Sku) -> Result<Part, StoreError> {
    connection
        .prepare_cached(&format!("{} WHERE sku = ?1", Part::SELECT))?
        .query_row([sku.as_str()], read_part)
        .optional()?
        .ok_or_else(|| StoreError::NoSuchPart(sku.clone()))
}

fn read_part(row: &Row<'_>) -> rusqlite::Result<Part> {
    Ok(Part {
        sku: read_sku(row, 0)?,
        name: row.get(1)?,
        quantity: row.get(2)?,
    })
}

fn read_sku(row: &Row<'_>, column: usize) -> rusqlite::Result<Sku> {
    let text: String = row.get(column)?;
    text.try_into().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}
