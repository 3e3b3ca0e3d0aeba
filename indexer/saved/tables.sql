-- What readers leave in an archive, apart from the store: they write while a run holds the store's lock.

CREATE TABLE search (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    mail TEXT NOT NULL,
    since TEXT NOT NULL,
    generation INTEGER NOT NULL,
    UNIQUE (owner, question)
) STRICT;

-- at is '' for what answered already when the search was saved: known, and never told.
CREATE TABLE told (
    search INTEGER NOT NULL REFERENCES search ON DELETE CASCADE,
    document TEXT NOT NULL,
    at TEXT NOT NULL,
    hit TEXT NOT NULL,
    mailed INTEGER NOT NULL DEFAULT 0,
    reported INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (search, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_at ON told (search, at);

-- How often a document was opened; nobody's name stands beside it.
CREATE TABLE asked (
    document TEXT PRIMARY KEY,
    times INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
