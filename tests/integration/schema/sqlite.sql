-- Every kind of thing that a schema of SQLite can hold, each as awkward as it may be.
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT COLLATE NOCASE NOT NULL UNIQUE,
  name varchar(40) DEFAULT 'it''s', manager INTEGER REFERENCES users ON DELETE SET NULL, made TEXT DEFAULT CURRENT_TIMESTAMP,
  length INT AS (length(name)) STORED, shout GENERATED ALWAYS AS (upper(name) || ',') VIRTUAL, CHECK (name <> ')'));
CREATE TABLE "order" ("select" INTEGER PRIMARY KEY DESC, [from it] blob, `group` DECIMAL(10, 2), "q""q" "LONG INTEGER",
  x CONSTRAINT positive CHECK (x > 0) NOT NULL ON CONFLICT IGNORE, user REFERENCES users(id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE pairs (a, b, c, CONSTRAINT k PRIMARY KEY (a DESC, b COLLATE NOCASE), UNIQUE (c, a) ON CONFLICT REPLACE) WITHOUT ROWID;
CREATE TABLE strict (id INTEGER PRIMARY KEY, t TEXT, r REAL, b BLOB, a ANY) STRICT;
CREATE TABLE both (id TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b (id) ON DELETE CASCADE ON UPDATE RESTRICT);
CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a);
CREATE TABLE children (x, y, FOREIGN KEY (x, y) REFERENCES pairs (a, b) ON UPDATE SET DEFAULT);
CREATE TABLE untyped (a, b, c DEFAULT -1.5, d DEFAULT x'00ff', e DEFAULT (1 + abs(-2)), f DEFAULT NULL);
CREATE TABLE copied AS SELECT id, email, 1 + 1 AS two FROM users;
CREATE TABLE grown (a); ALTER TABLE grown ADD COLUMN b TEXT DEFAULT 'x' CHECK (b <> ''); ALTER TABLE grown RENAME COLUMN a TO "an a";
CREATE VIRTUAL TABLE words USING fts5(title, body);
CREATE INDEX users_name ON users (name DESC);
CREATE UNIQUE INDEX users_lower ON users (lower(name), email COLLATE BINARY) WHERE manager IS NOT NULL;
CREATE INDEX "an index" ON "order" ("from it", x || ',' || "group");
CREATE VIEW named AS SELECT id, name FROM users WHERE name <> '';
CREATE VIEW "on it" (one, "two 2") AS WITH x AS (SELECT * FROM named) SELECT id, name FROM x;
CREATE TRIGGER stamp AFTER UPDATE OF name ON users WHEN old.name <> new.name BEGIN
  UPDATE users SET made = 'now; and then' WHERE id = new.id; SELECT CASE WHEN 1 THEN 2 END;
END;
CREATE TRIGGER instead INSTEAD OF INSERT ON named BEGIN INSERT INTO users (name) VALUES (new.name); END;
