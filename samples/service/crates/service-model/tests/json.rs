//! What the types look like as JSON, and what the derive macro says about their columns.

use serde_json::json;
use service_model::{Columns, Movement, Part};
use time::OffsetDateTime;

#[test]
fn a_part_can_leave_its_quantity_out() {
    let part: Part =
        serde_json::from_value(json!({ "sku": "BRS-0042", "name": "Brass ferrule" })).unwrap();
    assert_eq!(part.quantity, 0);
    assert_eq!(
        serde_json::to_value(&part).unwrap(),
        json!({ "sku": "BRS-0042", "name": "Brass ferrule", "quantity": 0 })
    );
}

#[test]
fn a_wrong_code_is_refused() {
    let error = serde_json::from_value::<Part>(json!({ "sku": "ring", "name": "Ring" }));
    assert!(error.unwrap_err().to_string().contains("`ring`"));
}

#[test]
fn time_is_written_the_usual_way() {
    let movement = Movement {
        id: 1,
        sku: "BRS-0042".parse().unwrap(),
        delta: -2,
        reason: "order 7".to_owned(),
        at: OffsetDateTime::UNIX_EPOCH,
        checksum: 99,
    };
    assert_eq!(
        serde_json::to_value(&movement).unwrap()["at"],
        "1970-01-01T00:00:00Z"
    );
}

#[test]
fn columns_follow_the_fields() {
    assert_eq!(Part::TABLE, "parts");
    assert_eq!(Part::SELECT, "SELECT sku, name, quantity FROM parts");
    assert_eq!(
        Movement::COLUMNS,
        ["id", "sku", "delta", "reason", "moved_at", "checksum"]
    );
}
