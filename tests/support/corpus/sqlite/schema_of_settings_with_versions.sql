CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE settings_history (key TEXT, value TEXT, until TEXT DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')));
CREATE TRIGGER settings_keep BEFORE UPDATE OF value ON settings WHEN old.value IS NOT new.value BEGIN INSERT INTO settings_history (key, value) VALUES (old.key, old.value); END;
CREATE TRIGGER settings_keep_deleted BEFORE DELETE ON settings BEGIN INSERT INTO settings_history (key, value) VALUES (old.key, old.value); END;
INSERT INTO settings VALUES ('motto', 'slow; steady'); UPDATE settings SET value = 'fast;' WHERE key = 'motto'; DELETE FROM settings; SELECT value FROM settings_history ORDER BY rowid;
