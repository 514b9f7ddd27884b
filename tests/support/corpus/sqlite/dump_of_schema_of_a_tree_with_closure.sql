PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES nodes, name TEXT);
INSERT INTO nodes VALUES(1,NULL,'root;');
INSERT INTO nodes VALUES(2,1,'a');
INSERT INTO nodes VALUES(3,2,'b');
CREATE TABLE closure (above INTEGER, below INTEGER, depth INTEGER, PRIMARY KEY (above, below)) WITHOUT ROWID;
INSERT INTO closure VALUES(1,1,0);
INSERT INTO closure VALUES(1,2,1);
INSERT INTO closure VALUES(1,3,2);
INSERT INTO closure VALUES(2,2,0);
INSERT INTO closure VALUES(2,3,1);
INSERT INTO closure VALUES(3,3,0);
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
COMMIT;
