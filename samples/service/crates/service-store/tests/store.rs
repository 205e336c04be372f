//! The store as the service uses it.

use service_model::{NewMovement, Part, Sku};
use service_store::{Store, StoreError};
use time::OffsetDateTime;

fn sku(text: &str) -> Sku {
    text.parse().unwrap()
}

fn part(code: &str, quantity: u32) -> Part {
    Part {
        sku: sku(code),
        name: format!("Part {code}"),
        quantity,
    }
}

fn movement(delta: i64) -> NewMovement {
    NewMovement {
        delta,
        reason: "test".to_owned(),
    }
}

#[test]
fn parts_are_listed_in_order() {
    let store = Store::in_memory().unwrap();
    store.add(&part("ZNC-0001", 1)).unwrap();
    store.add(&part("BRS-0042", 2)).unwrap();

    assert_eq!(store.count().unwrap(), 2);
    assert_eq!(
        store.parts().unwrap(),
        [part("BRS-0042", 2), part("ZNC-0001", 1)]
    );
}

#[test]
fn a_part_is_added_once() {
    let store = Store::in_memory().unwrap();
    store.add(&part("BRS-0042", 2)).unwrap();
    let again = store.add(&part("BRS-0042", 9));
    assert!(matches!(again, Err(StoreError::AlreadyThere(_))));
    assert_eq!(store.part(&sku("BRS-0042")).unwrap().quantity, 2);
}

#[test]
fn a_refused_movement_changes_nothing() {
    let mut store = Store::in_memory().unwrap();
    let code = sku("BRS-0042");
    store.add(&part("BRS-0042", 10)).unwrap();
    let now = OffsetDateTime::UNIX_EPOCH;

    let refused = store.record(
        &code,
        &movement(-1),
        now,
        |_| Err("closed today".to_owned()),
    );
    assert_eq!(refused.unwrap_err().to_string(), "refused: closed today");
    let too_many = store.record(&code, &movement(-11), now, |_| Ok(()));
    assert!(matches!(too_many, Err(StoreError::NotEnough(_))));

    assert_eq!(store.part(&code).unwrap().quantity, 10);
    assert!(store.movements(&code, 10).unwrap().is_empty());
}

#[test]
fn stock_and_ledger_are_kept_in_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("stock.db");
    let code = sku("BRS-0042");
    let at = OffsetDateTime::from_unix_timestamp(1_000_000_000).unwrap();

    let mut store = Store::open(&path).unwrap();
    store.add(&part("BRS-0042", 10)).unwrap();
    let first = store.record(&code, &movement(5), at, |_| Ok(())).unwrap();
    let second = store.record(&code, &movement(-3), at, |_| Ok(())).unwrap();
    drop(store);

    let store = Store::open(&path).unwrap();
    assert_eq!(store.part(&code).unwrap().quantity, 12);
    assert_eq!(store.movements(&code, 10).unwrap(), [second.clone(), first]);
    assert_eq!(store.movements(&code, 1).unwrap(), [second]);
    assert_eq!(store.verify().unwrap(), 2);
}

#[test]
fn a_part_that_is_not_there_has_no_movements() {
    let store = Store::in_memory().unwrap();
    let missing = store.movements(&sku("BRS-0042"), 10);
    assert!(matches!(missing, Err(StoreError::NoSuchPart(_))));
}
