-- pair: an index is added
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);

-- pair: an index is dropped
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);

-- pair: an index is unique from now on
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE UNIQUE INDEX i ON t (b);

-- pair: an index cannot be unique
-- fails: UNIQUE constraint failed
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE UNIQUE INDEX i ON t (b COLLATE NOCASE);

-- pair: an index is sorted the other way
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b, c);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b DESC, c);

-- pair: an index has only some rows
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b) WHERE c > 0 AND b <> 'WHERE';

-- pair: an index has other rows
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b) WHERE c > 0;
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b) WHERE c > 1;

-- pair: an index is of an expression
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (lower(b), c + 1 DESC, substr(b, 1, 2) COLLATE NOCASE);

-- pair: an index has another expression
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (lower(b));
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (upper(b));

-- pair: an index has another name
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX j ON t (b);

-- pair: an index has a name that must be quoted
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX "i; ""x"" -- y" ON t (c);

-- pair: an index goes from one table to another
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE TABLE u (b TEXT);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE TABLE u (b TEXT);
CREATE INDEX i ON u (b);

-- pair: an index of another collation
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE INDEX i ON t (b COLLATE RTRIM);

-- pair: all kinds of indexes come along with a table that is made anew
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c REAL);
CREATE UNIQUE INDEX "u x" ON t (b, c);
CREATE INDEX p ON t (c) WHERE b IS NOT NULL;
CREATE INDEX e ON t (lower(b) DESC);
-- rows
INSERT INTO t VALUES (1,'x',2.5),(2,NULL,NULL),(3,'X',1);
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 4, c REAL);
CREATE UNIQUE INDEX "u x" ON t (b, c);
CREATE INDEX p ON t (c) WHERE b IS NOT NULL;
CREATE INDEX e ON t (lower(b) DESC);
