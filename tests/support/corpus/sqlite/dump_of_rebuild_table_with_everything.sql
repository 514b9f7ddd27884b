PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE log (what TEXT);
INSERT INTO log VALUES('new; a;b');
INSERT INTO log VALUES('new; c');
CREATE TABLE IF NOT EXISTS "items" (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL CHECK (name <> ';'),
    cents INTEGER NOT NULL DEFAULT 0
);
INSERT INTO items VALUES(1,'a;b',150);
INSERT INTO items VALUES(2,'c',0);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('items',2);
CREATE INDEX items_name ON items (name);
CREATE TRIGGER items_ai AFTER INSERT ON items BEGIN
    INSERT INTO log VALUES ('new; ' || new.name);
END;
CREATE VIEW cheap AS SELECT name FROM items WHERE cents < 1000;
COMMIT;
