-- How much or how many a document says: money, shares in per cent, things counted; low and top are equal for one number.
CREATE TABLE amount (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('money', 'share', 'quantity')),
    text TEXT NOT NULL,
    low REAL NOT NULL,
    top REAL NOT NULL,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL,
    PRIMARY KEY (document, start)
) STRICT, WITHOUT ROWID;
