CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes, name TEXT);
CREATE TABLE closure (above INTEGER, below INTEGER, depth INTEGER, PRIMARY KEY (above, below)) WITHOUT ROWID;
CREATE TRIGGER nodes_ai AFTER INSERT ON nodes
BEGIN
    INSERT INTO closure VALUES (new.id, new.id, 0);
    INSERT INTO closure
    SELECT above, new.id, depth + 1 FROM closure WHERE below = new.parent;
END;
CREATE TRIGGER nodes_ad AFTER DELETE ON nodes
BEGIN
    DELETE FROM closure WHERE below IN (SELECT below FROM closure WHERE above = old.id);
END;
INSERT INTO nodes VALUES (1, NULL, 'root;'), (2, 1, 'a'), (3, 2, 'b');
SELECT count(*) FROM closure WHERE above = 1;
