CREATE TABLE accounts (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('asset', 'income')));
CREATE TABLE entries (id INTEGER PRIMARY KEY, posted TEXT NOT NULL DEFAULT CURRENT_DATE, memo TEXT NOT NULL DEFAULT '', closed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE postings (entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE, account INTEGER NOT NULL REFERENCES accounts, cents INTEGER NOT NULL CHECK (cents <> 0));
CREATE TRIGGER entries_close BEFORE UPDATE OF closed ON entries WHEN new.closed
BEGIN
    SELECT CASE
        WHEN (SELECT coalesce(sum(cents), 0) FROM postings WHERE entry = new.id) <> 0
        THEN RAISE(ABORT, 'out of balance; look again')
        WHEN NOT EXISTS (SELECT 1 FROM postings WHERE entry = new.id)
        THEN RAISE(ABORT, 'nothing posted')
    END;
END;
INSERT INTO accounts VALUES (1, 'cash', 'asset'), (2, 'sales', 'income');
INSERT INTO entries (memo) VALUES ('first; sale');
INSERT INTO postings VALUES (1, 1, 100), (1, 2, -100);
UPDATE entries SET closed = 1 WHERE id = 1;
SELECT code, sum(cents) FROM postings JOIN accounts ON accounts.id = account GROUP BY code;
