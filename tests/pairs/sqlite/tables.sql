-- pair: a table is added
-- before
CREATE TABLE t (a);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a);
CREATE TABLE u (b TEXT NOT NULL DEFAULT 'x' UNIQUE, CHECK (b <> ''));

-- pair: the first table is added
-- after
CREATE TABLE t (a);

-- pair: a table is dropped
-- loses: drop-table
-- before
CREATE TABLE t (a);
CREATE TABLE u (b);
CREATE INDEX i ON u (b);
-- rows
INSERT INTO t VALUES (1);
INSERT INTO u VALUES (1);
-- after
CREATE TABLE t (a);

-- pair: the last table is dropped
-- loses: drop-table
-- before
CREATE TABLE t (a);
-- rows
INSERT INTO t VALUES (1);
-- after

-- pair: a table is renamed
-- answer: renamed table u from=t
-- before
CREATE TABLE t (a);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT a FROM t;
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE u (a);
CREATE INDEX i ON u (a);
CREATE VIEW v AS SELECT a FROM u;

-- pair: a table and a column are renamed
-- answer: renamed table u from=t
-- answer: renamed column u.c from=a
-- before
CREATE TABLE t (a, b);
CREATE INDEX i ON t (a);
CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = new.b; END;
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE u (c, b);
CREATE INDEX i ON u (c);
CREATE TRIGGER g AFTER INSERT ON u BEGIN UPDATE u SET c = new.b; END;

-- pair: a column is renamed and another one gets a default
-- answer: renamed column t.c from=a
-- before
CREATE TABLE t (a, b);
CREATE INDEX i ON t (a, b);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (c, b DEFAULT 4);
CREATE INDEX i ON t (c, b);

-- pair: nobody said whether a table was renamed
-- refused: -- varve:renamed table u from=t
-- before
CREATE TABLE t (a, b);
-- after
CREATE TABLE u (a, b);

-- pair: two tables swap their names
-- answer: dropped column t.a
-- answer: dropped column u.b
-- loses: drop-column
-- before
CREATE TABLE t (a);
CREATE TABLE u (b);
-- rows
INSERT INTO t VALUES (1);
INSERT INTO u VALUES (2);
-- after
CREATE TABLE u (a);
CREATE TABLE t (b);
