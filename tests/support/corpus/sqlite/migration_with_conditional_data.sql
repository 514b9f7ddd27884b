CREATE TABLE flags (name TEXT PRIMARY KEY, on_off INTEGER CHECK (on_off IN (0, 1)), note TEXT);
INSERT INTO flags VALUES ('a', 1, NULL), ('b;', 0, 'it''s off; for now') ON CONFLICT (name) DO UPDATE SET note = excluded.note;
UPDATE flags SET note = CASE WHEN on_off THEN 'on;' ELSE coalesce(note, 'off;') END WHERE name IN (SELECT name FROM flags WHERE note IS NULL OR note LIKE '%;%');
DELETE FROM flags WHERE NOT EXISTS (SELECT 1 FROM flags AS f WHERE f.name = flags.name AND f.on_off IN (0, 1));
SELECT name, iif(on_off, 'yes;', 'no;') FROM flags;
