-- Content that a person had erased: no file that holds it is read again. Nothing else is kept of it.
CREATE TABLE forgotten (
    sha256 TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
