//! The list of all movements.

use rusqlite::{Connection, OptionalExtension, Row, params};
use service_checksum::Checksum;
use service_model::{Columns, Movement, NewMovement, Sku};
use time::OffsetDateTime;

use crate::{StoreError, read_sku};

/// Writes a movement to the end of the ledger.
pub(crate) fn append(
    connection: &Connection,
    sku: &Sku,
    movement: &NewMovement,
    at: OffsetDateTime,
) -> Result<Movement, StoreError> {
    let last: Option<(i64, u32)> = connection
        .prepare_cached("SELECT id, checksum FROM movements ORDER BY id DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (last_id, last_checksum) = last.unwrap_or_default();

    let mut movement = Movement {
        id: last_id + 1,
        sku: sku.clone(),
        delta: movement.delta,
        reason: movement.reason.clone(),
        at,
        checksum: 0,
    };
    movement.checksum = checksum_after(last_checksum, &movement);

    connection
        .prepare_cached(
            "INSERT INTO movements (id, sku, delta, reason, moved_at, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            movement.id,
            movement.sku.as_str(),
            movement.delta,
            movement.reason,
            movement.at,
            movement.checksum,
        ])?;
    Ok(movement)
}

pub(crate) fn of_part(
    connection: &Connection,
    sku: &Sku,
    limit: u32,
) -> Result<Vec<Movement>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "{} WHERE sku = ?1 ORDER BY id DESC LIMIT ?2",
        Movement::SELECT
    ))?;
    let movements = statement
        .query_map(params![sku.as_str(), limit], read_movement)?
        .collect::<Result<_, _>>();
    Ok(movements?)
}

pub(crate) fn verify(connection: &Connection) -> Result<usize, StoreError> {
    let mut statement = connection.prepare(&format!("{} ORDER BY id", Movement::SELECT))?;
    let mut seen = 0;
    let mut last_checksum = 0;
    for movement in statement.query_map([], read_movement)? {
        let movement = movement?;
        if movement.checksum != checksum_after(last_checksum, &movement) {
            return Err(StoreError::BrokenLedger(movement.id));
        }
        last_checksum = movement.checksum;
        seen += 1;
    }
    Ok(seen)
}

/// The checksum of a movement that follows one with checksum `last`.
fn checksum_after(last: u32, movement: &Movement) -> u32 {
    Checksum::resume(last)
        .update(&movement.id.to_le_bytes())
        .update(movement.sku.as_str().as_bytes())
        .update(&movement.delta.to_le_bytes())
        .update(movement.reason.as_bytes())
        .update(&movement.at.unix_timestamp_nanos().to_le_bytes())
        .value()
}

fn read_movement(row: &Row<'_>) -> rusqlite::Result<Movement> {
    Ok(Movement {
        id: row.get(0)?,
        sku: read_sku(row, 1)?,
        delta: row.get(2)?,
        reason: row.get(3)?,
        at: row.get(4)?,
        checksum: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use service_model::Part;

    fn store_with_movements(count: u32) -> Store {
        let mut store = Store::in_memory().unwrap();
        let sku: Sku = "BRS-0042".parse().unwrap();
        store
            .add(&Part {
                sku: sku.clone(),
                name: "Brass ferrule".to_owned(),
                quantity: 0,
            })
            .unwrap();
        for i in 1..=count {
            let movement = NewMovement {
                delta: i64::from(i),
                reason: format!("delivery {i}"),
            };
            store
                .record(&sku, &movement, OffsetDateTime::UNIX_EPOCH, |_| Ok(()))
                .unwrap();
        }
        store
    }

    #[test]
    fn an_untouched_ledger_is_sound() {
        assert_eq!(store_with_movements(3).verify().unwrap(), 3);
    }

    #[test]
    fn a_changed_movement_is_found() {
        let store = store_with_movements(3);
        store
            .connection
            .execute("UPDATE movements SET delta = 100 WHERE id = 2", [])
            .unwrap();
        assert!(matches!(store.verify(), Err(StoreError::BrokenLedger(2))));
    }

    #[test]
    fn a_removed_movement_is_found() {
        let store = store_with_movements(3);
        store
            .connection
            .execute("DELETE FROM movements WHERE id = 2", [])
            .unwrap();
        assert!(matches!(store.verify(), Err(StoreError::BrokenLedger(3))));
    }

    /// Runs with `RUSTFLAGS="--cfg slow_tests"` only.
    #[cfg(slow_tests)]
    #[test]
    fn a_long_ledger_is_sound() {
        assert_eq!(store_with_movements(20_000).verify().unwrap(), 20_000);
    }
}
