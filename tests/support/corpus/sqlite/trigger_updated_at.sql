CREATE TABLE users (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE TRIGGER users_touch
AFTER UPDATE ON users
FOR EACH ROW
WHEN new.updated_at IS old.updated_at
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = new.id;
END;
INSERT INTO users (name) VALUES ('O''Hara; Ann');
UPDATE users SET name = 'Ann';
