-- What a source's folder looked like when all of it was known: mark is the file system's word, and svod's versions, hashed.
-- Whatever changes where documents lie takes the mark away; the next run then looks at every file again.
CREATE TABLE snapshot (
    source TEXT PRIMARY KEY,
    mark TEXT NOT NULL,
    files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER snapshot_came AFTER INSERT ON path BEGIN
    DELETE FROM snapshot WHERE source = new.source;
END;
CREATE TRIGGER snapshot_went AFTER DELETE ON path BEGIN
    DELETE FROM snapshot WHERE source = old.source;
END;
CREATE TRIGGER snapshot_changed AFTER UPDATE OF source, document, sha256, stamp, version ON path BEGIN
    DELETE FROM snapshot WHERE source = old.source;
END;
