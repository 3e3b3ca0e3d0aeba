-- How sure a recogniser was of a passage that it read in a picture; 0 for text that the file itself holds.
ALTER TABLE passage ADD COLUMN recognised REAL NOT NULL DEFAULT 0;

-- What a person said about the bytes of a file: read them in this charset, wherever they lie.
CREATE TABLE charset_choice (
    sha256 TEXT PRIMARY KEY,
    charset TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
