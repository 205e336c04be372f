//! Moves some stock and prints the ledger: `cargo run -p service-store --example ledger`

use service_model::{NewMovement, Part, Sku};
use service_store::{Store, StoreError};
use time::OffsetDateTime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut store = Store::in_memory()?;
    let sku: Sku = "BRS-0042".parse()?;
    store.add(&Part {
        sku: sku.clone(),
        name: "Brass ferrule".to_owned(),
        quantity: 0,
    })?;

    for (delta, reason) in [(500, "delivery"), (-120, "order 1"), (-400, "order 2")] {
        let movement = NewMovement {
            delta,
            reason: reason.to_owned(),
        };
        match store.record(&sku, &movement, OffsetDateTime::now_utc(), |_| Ok(())) {
            Ok(_) => {}
            Err(StoreError::NotEnough(error)) => println!("{reason}: {error}"),
            Err(error) => return Err(error.into()),
        }
    }

    for movement in store.movements(&sku, 10)? {
        println!(
            "{:>3} {} {:>+5} {:<10} {:08x}",
            movement.id, movement.sku, movement.delta, movement.reason, movement.checksum
        );
    }
    println!("{} movements, ledger is sound", store.verify()?);
    Ok(())
}
