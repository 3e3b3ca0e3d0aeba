-- Which documents say the same. A sketch is what is compared: a hash of all words, hashed bands of a MinHash, and anchors,
-- which translation leaves as they are (numbers, days, entities, contacts).
CREATE TABLE sketch (
    document INTEGER PRIMARY KEY REFERENCES document,
    words BLOB NOT NULL,
    language TEXT NOT NULL,
    letters INTEGER NOT NULL
) STRICT;
CREATE INDEX sketch_words ON sketch (words);

CREATE TABLE band (
    hash INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (hash, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_document ON band (document);

CREATE TABLE anchor (
    key TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX anchor_document ON anchor (document);

-- one < other; kind is copy, version, part or translation.
CREATE TABLE alike (
    one INTEGER NOT NULL REFERENCES document,
    other INTEGER NOT NULL REFERENCES document,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX alike_other ON alike (other);

-- Copies, versions and translations of one release, under the least number among them.
CREATE TABLE release (
    document INTEGER PRIMARY KEY REFERENCES document,
    lead INTEGER NOT NULL REFERENCES document
) STRICT;
CREATE INDEX release_lead ON release (lead);
