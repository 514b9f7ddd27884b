CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE notes_index USING fts5(body, content='notes', content_rowid='id');
CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN
    INSERT INTO notes_index (rowid, body) VALUES (new.id, new.body);
END;
CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN
    INSERT INTO notes_index (notes_index, rowid, body) VALUES ('delete', old.id, old.body);
END;
CREATE TRIGGER notes_au AFTER UPDATE ON notes BEGIN
    INSERT INTO notes_index (notes_index, rowid, body) VALUES ('delete', old.id, old.body);
    INSERT INTO notes_index (rowid, body) VALUES (new.id, new.body);
END;
INSERT INTO notes (body) VALUES ('one; two'), ('three');
UPDATE notes SET body = 'four' WHERE id = 2;
DELETE FROM notes WHERE id = 1;
