PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance NUMERIC NOT NULL CHECK (balance >= 0));
CREATE TABLE audit (at TEXT DEFAULT CURRENT_TIMESTAMP, verb TEXT, row TEXT);
INSERT INTO audit VALUES('2026-11-23 08:20:14','insert','{"id":1,"balance":10}');
INSERT INTO audit VALUES('2026-11-23 08:20:14','update;','{"old":10,"new":5}');
INSERT INTO audit VALUES('2026-11-23 08:20:14','delete','had; money');
CREATE TRIGGER accounts_ai AFTER INSERT ON accounts BEGIN
    INSERT INTO audit (verb, row) VALUES ('insert', json_object('id', new.id, 'balance', new.balance));
END;
CREATE TRIGGER accounts_au AFTER UPDATE ON accounts BEGIN
    INSERT INTO audit (verb, row) VALUES ('update;', json_object('old', old.balance, 'new', new.balance));
END;
CREATE TRIGGER accounts_ad AFTER DELETE ON accounts BEGIN
    INSERT INTO audit (verb, row) SELECT 'delete', CASE WHEN old.balance > 0 THEN 'had; money' ELSE 'was empty' END;
END;
COMMIT;
