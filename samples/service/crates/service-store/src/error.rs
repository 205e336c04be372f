use service_model::{NotEnoughStock, Sku};

/// What can go wrong in a [`Store`](crate::Store).
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no part with this code.
    #[error("there is no part {0}")]
    NoSuchPart(Sku),
    /// There is a part with this code already.
    #[error("there is a part {0} already")]
    AlreadyThere(Sku),
    /// The stock does not allow the movement.
    #[error(transparent)]
    NotEnough(#[from] NotEnoughStock),
    /// A rule does not allow the movement.
    #[error("refused: {0}")]
    Refused(String),
    /// A movement in the ledger does not fit to the one before it.
    #[error("the ledger is broken at movement {0}")]
    BrokenLedger(i64),
    /// The database was made by a newer version.
    #[error("the database has version {0}, which is not known")]
    UnknownVersion(i64),
    /// SQLite failed.
    #[error("database error")]
    Database(#[from] rusqlite::Error),
}
