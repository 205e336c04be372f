//! Looks after a stock database from the command line.

mod args;
mod table;

use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::Parser;
use service_model::{NewMovement, Part};
use service_store::Store;
use time::OffsetDateTime;

use crate::args::{Args, Command, Format};

fn main() -> Result<()> {
    let args = Args::parse();
    let mut store = Store::open(&args.database)
        .with_context(|| format!("cannot open {}", args.database.display()))?;
    run(&mut store, args.command, &mut io::stdout().lock())
}

fn run(store: &mut Store, command: Command, out: &mut impl Write) -> Result<()> {
    match command {
        Command::Add {
            sku,
            name,
            quantity,
        } => store.add(&Part {
            sku,
            name,
            quantity,
        })?,
        Command::Move { sku, delta, reason } => {
            let movement = NewMovement { delta, reason };
            store.record(&sku, &movement, OffsetDateTime::now_utc(), |_| Ok(()))?;
            let part = store.part(&sku)?;
            writeln!(out, "{sku}: {} in stock", part.quantity)?;
        }
        Command::List { format } => match format {
            Format::Table => table::write_parts(out, &store.parts()?)?,
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &store.parts()?)?;
                writeln!(out)?;
            }
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                for part in store.parts()? {
                    csv.serialize(part)?;
                }
                csv.flush()?;
            }
        },
        Command::History { sku, limit } => {
            table::write_movements(out, &store.movements(&sku, limit)?)?;
        }
        Command::Import { file } => {
            let mut csv = csv::Reader::from_path(&file)
                .with_context(|| format!("cannot open {}", file.display()))?;
            let parts: Vec<Part> = csv
                .deserialize()
                .collect::<Result<_, _>>()
                .with_context(|| format!("cannot read {}", file.display()))?;
            for part in &parts {
                store.add(part)?;
            }
            writeln!(out, "{} parts added", parts.len())?;
        }
        Command::Verify => {
            let movements = store.verify()?;
            writeln!(out, "{movements} movements, ledger is sound")?;
        }
    }
    Ok(())
}
