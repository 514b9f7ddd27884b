-- pair: a virtual table and what it keeps stay
-- same: SELECT body FROM f WHERE f MATCH 'words'
-- same: SELECT count(*) FROM f_data
-- before
CREATE VIRTUAL TABLE f USING fts5(body);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO f VALUES ('some words'), ('others');
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE VIRTUAL TABLE f USING fts5(body);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);

-- pair: a virtual table stays though nobody wants it
-- same: SELECT body FROM f WHERE f MATCH 'words'
-- before
CREATE VIRTUAL TABLE f USING fts5(body);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO f VALUES ('some words');
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);

-- pair: a virtual table is made
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE VIRTUAL TABLE f USING fts5(body);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);

-- pair: a table that a virtual one reads is made anew
-- same: SELECT rowid, b FROM f WHERE f MATCH 'seven'
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIRTUAL TABLE f USING fts5(b, content='t', content_rowid='a');
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO f (rowid, b) VALUES (new.a, new.b); END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
INSERT INTO t VALUES (7,'seven');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIRTUAL TABLE f USING fts5(b, content='t', content_rowid='a');
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO f (rowid, b) VALUES (new.a, new.b); END;

-- pair: a table of points stays
-- same: SELECT * FROM r
-- before
CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO r VALUES (1, 2, 3);
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
