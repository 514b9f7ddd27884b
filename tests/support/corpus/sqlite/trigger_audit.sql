CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance NUMERIC NOT NULL CHECK (balance >= 0));
CREATE TABLE audit (at TEXT DEFAULT CURRENT_TIMESTAMP, verb TEXT, row TEXT);
CREATE TRIGGER accounts_ai AFTER INSERT ON accounts BEGIN
    INSERT INTO audit (verb, row) VALUES ('insert', json_object('id', new.id, 'balance', new.balance));
END;
CREATE TRIGGER accounts_au AFTER UPDATE ON accounts BEGIN
    INSERT INTO audit (verb, row) VALUES ('update;', json_object('old', old.balance, 'new', new.balance));
END;
CREATE TRIGGER accounts_ad AFTER DELETE ON accounts BEGIN
    INSERT INTO audit (verb, row) SELECT 'delete', CASE WHEN old.balance > 0 THEN 'had; money' ELSE 'was empty' END;
END;
INSERT INTO accounts VALUES (1, 10); UPDATE accounts SET balance = 5; DELETE FROM accounts;
SELECT count(*) FROM audit;
