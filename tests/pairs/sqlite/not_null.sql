-- pair: a column shall have no NULLs, and has none
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL);

-- pair: a column shall have no NULLs, and has one
-- fails: NOT NULL constraint failed
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL);

-- pair: NULLs are allowed
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL);
-- rows
INSERT INTO t VALUES (1, 7), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);

-- pair: NULLs are left out in another way
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL ON CONFLICT ABORT);
-- rows
INSERT INTO t VALUES (1, 7), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL ON CONFLICT IGNORE);

-- pair: rows with NULLs are not passed over
-- fails: NOT NULL constraint failed
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL ON CONFLICT IGNORE);

-- pair: NULLs do not become the default
-- fails: NOT NULL constraint failed
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 3);

-- pair: a default and no NULLs at once
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 3 NOT NULL);

-- pair: a new column without NULLs and with a default
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT NOT NULL DEFAULT 'x');

-- pair: a new column without NULLs and without a default, and there are rows
-- fails: Cannot add a NOT NULL column with default value NULL
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT NOT NULL);

-- pair: a new column without NULLs and without a default, and there are no rows
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT NOT NULL);

-- pair: NOT NULL of a column that others refer to
-- before
CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT UNIQUE);
CREATE TABLE c (k TEXT REFERENCES p (k) ON UPDATE CASCADE ON DELETE SET NULL);
-- rows
INSERT INTO p VALUES (1,'a'),(2,'b');
INSERT INTO c VALUES ('a'),('b'),(NULL),('a');
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY, k TEXT NOT NULL UNIQUE);
CREATE TABLE c (k TEXT REFERENCES p (k) ON UPDATE CASCADE ON DELETE SET NULL);
