-- pair: an integer becomes a text
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: a text becomes an integer, which may change values
-- loses: narrowing-type
-- converted: t.a
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
-- rows
INSERT INTO t VALUES (1, '7'), (2, NULL), (3, '007'), (4, 'x');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);

-- pair: a type without an affinity becomes another
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a DECIMAL(10,2));
-- rows
INSERT INTO t VALUES (1, 7.25), (2, NULL), (3, 'x');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a NUMERIC(12,4));

-- pair: a varchar gets shorter, which SQLite does not care about
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(40));
-- rows
INSERT INTO t VALUES (1, 'much longer'), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(2));

-- pair: a column without a type gets one
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (3, 'x'), (4, x'00ff');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a BLOB);

-- pair: a column without a type becomes a text
-- loses: narrowing-type
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (3, 'x'), (4, x'00ff');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: a column loses its type
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a);

-- pair: a real becomes an integer
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL);
-- rows
INSERT INTO t VALUES (1, 7.5), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);

-- pair: an integer becomes a real, which has fewer digits
-- loses: narrowing-type
-- converted: t.a
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL);

-- pair: a real becomes a text
-- loses: narrowing-type
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a REAL);
-- rows
INSERT INTO t VALUES (1, 7.5), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: a blob becomes a text
-- loses: narrowing-type
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a BLOB);
-- rows
INSERT INTO t VALUES (1, x'6162'), (2, NULL), (3, '');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: a text becomes a blob
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
-- rows
INSERT INTO t VALUES (1, 'ab'), (2, NULL), (3, '');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a BLOB);

-- pair: a type of several words
-- loses: narrowing-type
-- converted: t.a
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a UNSIGNED BIG INT);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a DOUBLE PRECISION);

-- pair: int becomes integer
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);

-- pair: only the case of a type changes
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);

-- pair: a datetime becomes a text
-- loses: narrowing-type
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a DATETIME);
-- rows
INSERT INTO t VALUES (1, '2026-01-01 00:00:00'), (2, NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: the key of rows becomes another
-- before
CREATE TABLE t (id INT PRIMARY KEY, a TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(9,'y'),(3,NULL);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

-- pair: a key is no number of the row any more
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(9,'y'),(3,NULL);
-- after
CREATE TABLE t (id BIGINT PRIMARY KEY, a TEXT);

-- pair: two columns swap their types
-- loses: narrowing-type
-- converted: t.a
-- before
CREATE TABLE t (a TEXT, b INTEGER);
-- rows
INSERT INTO t VALUES ('x',1),(NULL,2),('12',NULL);
-- after
CREATE TABLE t (a INTEGER, b TEXT);

-- pair: a type is a name in quotes
-- before
CREATE TABLE t (a "my type", b int);
-- rows
INSERT INTO t VALUES ('x',1),(NULL,2);
-- after
CREATE TABLE t (a "my other type", b int);
