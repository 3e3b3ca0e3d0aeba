-- Numbers are the store's own short keys; ids (text) are what people and other programs hold on to.

CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    started TEXT NOT NULL,
    seconds REAL,
    counts TEXT NOT NULL DEFAULT '{}',
    skipped TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- One row per document that ever was. vanished_run is set while no file holds it any more: only this row is kept then.
-- sha256 is that of the present (or last) content; version is the analysis that read it.
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    languages TEXT NOT NULL,
    date_edtf TEXT,
    date_start TEXT,
    date_stop TEXT,
    date_precision TEXT,
    date_evidence TEXT,
    date_span_start INTEGER,
    date_span_stop INTEGER,
    charset TEXT,
    pages INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    version TEXT NOT NULL,
    vanished_run INTEGER REFERENCES run
) STRICT;
CREATE INDEX document_size ON document (size_bytes, sha256);

-- Where documents lie. A part of a container is at 'root!/part'; only roots carry a stamp. document is NULL, or holds older
-- content than sha256, where the last reading failed.
CREATE TABLE path (
    path TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    source TEXT NOT NULL,
    document INTEGER REFERENCES document,
    sha256 TEXT NOT NULL,
    stamp TEXT NOT NULL,
    version TEXT NOT NULL,
    seen_run INTEGER NOT NULL REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE INDEX path_root ON path (root);
CREATE INDEX path_document ON path (document, path);

-- What a container holds, so that its parts follow it to a new path. A part that could not be read has a reason instead.
CREATE TABLE part (
    container INTEGER NOT NULL REFERENCES document,
    name TEXT NOT NULL,
    document INTEGER REFERENCES document,
    stage TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (container, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX part_document ON part (document);

CREATE TABLE body (
    document INTEGER PRIMARY KEY REFERENCES document,
    text TEXT NOT NULL,
    tokens BLOB NOT NULL
) STRICT;

CREATE TABLE passage (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    score REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    sentences BLOB NOT NULL,
    page INTEGER NOT NULL,
    PRIMARY KEY (document, start, stop)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_fingerprint ON passage (fingerprint, document);

CREATE TABLE entity (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    links TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    first TEXT NOT NULL DEFAULT '',
    last TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entity_rank ON entity (documents DESC, name, id);
CREATE INDEX entity_type_rank ON entity (type, documents DESC, name, id);

-- One normal form; documents and mentions are kept in step with the mention table. touched is 1 when the counts of its
-- entity are due, keyed when its words are in name_word.
CREATE TABLE name (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    link TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    entity INTEGER REFERENCES entity,
    rule TEXT NOT NULL DEFAULT '',
    score REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    touched INTEGER NOT NULL DEFAULT 1,
    keyed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (type, name, language, link)
) STRICT;
CREATE INDEX name_entity ON name (entity);
CREATE INDEX name_link ON name (link) WHERE link <> '';
CREATE INDEX name_touched ON name (touched) WHERE touched = 1;
CREATE INDEX name_keyed ON name (keyed) WHERE keyed = 0;

-- The words by which a name is found: rank 0 its folded forms, 1 their dictionary forms, 2 other readings and stems.
CREATE TABLE name_word (
    word TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    PRIMARY KEY (word, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_name ON name_word (name);

CREATE TABLE mention (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    name INTEGER NOT NULL REFERENCES name,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    score REAL NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (document, start, stop)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_name ON mention (name, document, start);

CREATE TABLE date (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    edtf TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    precision TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (document, start, stop)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    value TEXT NOT NULL,
    extension TEXT NOT NULL,
    owner_start INTEGER,
    owner_stop INTEGER,
    owner INTEGER REFERENCES name,
    PRIMARY KEY (document, start, stop, kind, value, extension)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_owner ON contact (owner) WHERE owner IS NOT NULL;

-- person and organisation are the names whose mentions stand at the spans: from an entity to its roles without a scan.
CREATE TABLE role (
    document INTEGER NOT NULL REFERENCES document,
    person_start INTEGER NOT NULL,
    person_stop INTEGER NOT NULL,
    position_start INTEGER NOT NULL,
    position_stop INTEGER NOT NULL,
    organisation_start INTEGER,
    organisation_stop INTEGER,
    text TEXT NOT NULL,
    person INTEGER REFERENCES name,
    organisation INTEGER REFERENCES name,
    PRIMARY KEY (document, person_start, position_start)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_person ON role (person) WHERE person IS NOT NULL;
CREATE INDEX role_organisation ON role (organisation) WHERE organisation IS NOT NULL;

CREATE TABLE alias (
    document INTEGER NOT NULL REFERENCES document,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    type TEXT NOT NULL,
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    PRIMARY KEY (document, start, stop, type, short, long)
) STRICT, WITHOUT ROWID;

-- The ledger: what cannot go on now. since is when it first could not, run the last run that found it so.
CREATE TABLE skipped (
    path TEXT NOT NULL,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    root TEXT NOT NULL,
    since TEXT NOT NULL,
    run INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (path, stage, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX skipped_root ON skipped (root);

-- The latest change of each document, for whoever keeps an index: kind is put (again) or deleted.
CREATE TABLE change (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL UNIQUE REFERENCES document,
    kind TEXT NOT NULL
) STRICT;

CREATE TABLE fact (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
