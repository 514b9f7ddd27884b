PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT DEFAULT 'a;b');
INSERT INTO users VALUES(1,'O''Hara','one;two');
INSERT INTO users VALUES(2,replace('two\nlines','\n',char(10)),NULL);
INSERT INTO users VALUES(3,replace(replace('cr\r\nlf;','\r',char(13)),'\n',char(10)),'-- x');
CREATE TABLE "odd;name"("c;d" REAL, e BLOB);
INSERT INTO "odd;name" VALUES(1.5,X'3b3b');
INSERT INTO "odd;name" VALUES(-1.0e+100,NULL);
CREATE TRIGGER users_ai AFTER INSERT ON users BEGIN
    UPDATE users SET note = 'new; row' WHERE id = new.id;
END;
CREATE VIEW short AS SELECT id, substr(name, 1, 3) AS name FROM users;
CREATE INDEX users_name ON users (name);
COMMIT;
