PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE settings_history (key TEXT, value TEXT, until TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')));
INSERT INTO settings_history VALUES('motto','slow; steady','2026-11-23 08:20:14.558');
INSERT INTO settings_history VALUES('motto','fast;','2026-11-23 08:20:14.578');
CREATE TRIGGER settings_keep BEFORE UPDATE OF value ON settings WHEN old.value IS NOT new.value BEGIN INSERT INTO settings_history (key, value) VALUES (old.key, old.value); END;
CREATE TRIGGER settings_keep_deleted BEFORE DELETE ON settings BEGIN INSERT INTO settings_history (key, value) VALUES (old.key, old.value); END;
COMMIT;
