-- pair: a column is added
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);

-- pair: a column is added between others
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT, a INTEGER);

-- pair: columns are added and one of them only by a rebuild
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c TEXT DEFAULT (upper('x')));

-- pair: a column is dropped
-- answer: dropped column t.a
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column is renamed
-- answer: renamed column t.b from=a
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column is renamed and gets another type
-- answer: dropped column t.a
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT);

-- pair: nobody said whether a column was renamed
-- refused: -- varve:renamed column t.b from=a
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column that is in a unique constraint is dropped
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, UNIQUE (a, b));
-- rows
INSERT INTO t VALUES (1,2,3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column that is in a check is dropped
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER CHECK (b > a));
-- rows
INSERT INTO t VALUES (1,2,3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column that is in an index is dropped with it
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER); CREATE INDEX i ON t (a);
-- rows
INSERT INTO t VALUES (1,2,3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER);

-- pair: a column that is left out of an index is dropped
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER); CREATE INDEX i ON t (a, b);
-- rows
INSERT INTO t VALUES (1,2,3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER); CREATE INDEX i ON t (b);

-- pair: a column that is in the condition of an index is dropped
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER); CREATE INDEX i ON t (b) WHERE (a > 0);
-- rows
INSERT INTO t VALUES (1,2,3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, b INTEGER); CREATE INDEX i ON t (b);

-- pair: a column that a generated one is made of is dropped with it
-- loses: drop-column
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER AS (a + 1));
-- rows
INSERT INTO t (id, a) VALUES (1,2);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT);

-- pair: a column of the primary key is dropped
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b INTEGER, c TEXT, PRIMARY KEY (a, b));
-- rows
INSERT INTO t VALUES (1,2,'x'),(2,2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, c TEXT);

-- pair: without a column the key is not unique
-- loses: drop-column
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a INTEGER, b INTEGER, c TEXT, PRIMARY KEY (a, b));
-- rows
INSERT INTO t VALUES (1,2,'x'),(1,3,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, c TEXT);

-- pair: a column that a view reads is dropped, and the view is another
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
-- rows
INSERT INTO t VALUES (1,'x');
-- after
CREATE TABLE t (a INTEGER);
CREATE VIEW v AS SELECT a FROM t;

-- pair: a column that a trigger writes is dropped, and the trigger is another
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b TEXT);
CREATE TABLE log (x);
CREATE TRIGGER tr AFTER UPDATE OF b ON t BEGIN INSERT INTO log VALUES (new.b); END;
-- rows
INSERT INTO t VALUES (1,'x');
-- after
CREATE TABLE t (a INTEGER);
CREATE TABLE log (x);
CREATE TRIGGER tr AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.a); END;

-- pair: a column that the trigger of another table writes is dropped
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b TEXT);
CREATE TABLE u (x);
CREATE TRIGGER tr AFTER INSERT ON u BEGIN UPDATE t SET b = 'z' WHERE a = new.x; END;
-- rows
INSERT INTO t VALUES (1,'x');
INSERT INTO u VALUES (2);
-- after
CREATE TABLE t (a INTEGER);
CREATE TABLE u (x);
CREATE TRIGGER tr AFTER INSERT ON u BEGIN UPDATE t SET a = 3 WHERE a = new.x; END;

-- pair: all columns but one are dropped
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b TEXT UNIQUE, c REAL, d BLOB);
-- rows
INSERT INTO t VALUES (1,'x',2.5,x'01'),(2,'y',NULL,NULL);
-- after
CREATE TABLE t (c REAL);

-- pair: all columns are others
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (c REAL, d BLOB);

-- pair: the collation of a column is another
-- before
CREATE TABLE t (a TEXT, b TEXT);
-- rows
INSERT INTO t VALUES ('x','X'),('X','x');
-- after
CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT);

-- pair: values that are the same in another collation are not lost
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a TEXT UNIQUE);
-- rows
INSERT INTO t VALUES ('x'),('X');
-- after
CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE ON CONFLICT REPLACE);

-- pair: a generated column is added, stored
-- same: SELECT a FROM t
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);

-- pair: a generated column is added, computed when it is read
-- before
CREATE TABLE t (a INTEGER);
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2));

-- pair: a generated column is stored from now on
-- same: SELECT a, b FROM t
-- before
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2));
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);

-- pair: a generated column is computed in another way
-- same: SELECT a FROM t
-- before
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 3) STORED);

-- pair: a generated column becomes an ordinary one and keeps its values
-- same: SELECT a, b FROM t
-- before
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER, b INTEGER);

-- pair: an ordinary column is generated from now on
-- loses: drop-column
-- same: SELECT a FROM t
-- before
CREATE TABLE t (a INTEGER, b INTEGER);
-- rows
INSERT INTO t VALUES (1, 5),(2, 6);
-- after
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);

-- pair: a generated column is dropped
-- loses: drop-column
-- before
CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) STORED);
-- rows
INSERT INTO t VALUES (1),(2);
-- after
CREATE TABLE t (a INTEGER);
