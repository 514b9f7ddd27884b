CREATE TABLE people (id INTEGER PRIMARY KEY, first TEXT, last TEXT);
CREATE VIEW names AS SELECT id, first || ' ' || last AS name FROM people;
CREATE TRIGGER names_insert INSTEAD OF INSERT ON names
BEGIN
    INSERT INTO people (first, last)
    VALUES (substr(new.name, 1, instr(new.name, ' ') - 1), substr(new.name, instr(new.name, ' ') + 1));
END;
CREATE TRIGGER names_delete INSTEAD OF DELETE ON names BEGIN DELETE FROM people WHERE id = old.id; END;
INSERT INTO names (name) VALUES ('Ada Lovelace');
DELETE FROM names WHERE id = 1;
