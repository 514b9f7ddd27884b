CREATE TABLE items (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, price TEXT);
CREATE INDEX items_name ON items (name);
CREATE TABLE log (what TEXT);
CREATE TRIGGER items_ai AFTER INSERT ON items BEGIN INSERT INTO log VALUES ('new; ' || new.name); END;
CREATE VIEW cheap AS SELECT name FROM items WHERE price < 10;
INSERT INTO items (name, price) VALUES ('a;b', '1.50'), ('c', NULL);

DROP VIEW cheap;
CREATE TABLE new_items (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL CHECK (name <> ';'),
    cents INTEGER NOT NULL DEFAULT 0
);
INSERT INTO new_items (id, name, cents)
SELECT id, coalesce(name, '?'), CASE WHEN price IS NULL THEN 0 ELSE CAST(price * 100 AS INTEGER) END FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
CREATE INDEX items_name ON items (name);
CREATE TRIGGER items_ai AFTER INSERT ON items BEGIN
    INSERT INTO log VALUES ('new; ' || new.name);
END;
CREATE VIEW cheap AS SELECT name FROM items WHERE cents < 1000;
SELECT * FROM cheap;
