CREATE TABLE parts (
    sku TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0)
) STRICT;

CREATE TABLE movements (
    id INTEGER NOT NULL PRIMARY KEY,
    sku TEXT NOT NULL REFERENCES parts (sku),
    delta INTEGER NOT NULL,
    reason TEXT NOT NULL,
    moved_at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;

CREATE INDEX movements_of_part ON movements (sku, id);
