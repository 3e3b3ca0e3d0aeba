-- key is the name without its case: Anna and anna are one person.
CREATE TABLE IF NOT EXISTS account (
    name TEXT NOT NULL,
    key TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of secrets only their digest is kept.
CREATE TABLE IF NOT EXISTS session (
    digest TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    began TEXT NOT NULL,
    used TEXT NOT NULL,
    ends TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS session_person ON session (person);

CREATE TABLE IF NOT EXISTS token (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    used TEXT NOT NULL DEFAULT '',
    revoked TEXT NOT NULL DEFAULT ''
) STRICT;
