use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use service_model::Sku;

/// Looks after a stock database.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Args {
    /// The database file; a new one is made if there is none.
    #[arg(long, short, value_name = "FILE", default_value = "stock.db")]
    pub(crate) database: PathBuf,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add a part.
    Add {
        /// The code of the part, such as BRS-0042.
        sku: Sku,
        /// What people call it.
        name: String,
        /// How many are in stock.
        #[arg(long, short, default_value_t = 0)]
        quantity: u32,
    },
    /// Move stock of a part in or out.
    Move {
        /// The code of the part.
        sku: Sku,
        /// How many come in; negative when they go out.
        #[arg(allow_negative_numbers = true)]
        delta: i64,
        /// Why.
        reason: String,
    },
    /// List every part.
    List {
        /// How to write them.
        #[arg(long, short, value_enum, default_value_t)]
        format: Format,
    },
    /// List the last movements of a part.
    History {
        /// The code of the part.
        sku: Sku,
        /// How many movements at most.
        #[arg(long, short, default_value_t = 20)]
        limit: u32,
    },
    /// Add the parts of a CSV file with the columns sku, name and quantity.
    Import {
        /// The CSV file.
        file: PathBuf,
    },
    /// Check that no movement was changed or removed.
    Verify,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Table,
    Json,
    Csv,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_negative_movement_is_not_an_option() {
        let args = Args::parse_from(["service-cli", "move", "BRS-0042", "-3", "order"]);
        assert!(matches!(args.command, Command::Move { delta: -3, .. }));
    }

    #[test]
    fn a_wrong_code_is_refused() {
        assert!(Args::try_parse_from(["service-cli", "add", "ring", "Ring"]).is_err());
    }
}
