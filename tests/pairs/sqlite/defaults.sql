-- pair: a default is added
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 3);

-- pair: a default goes
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 3);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);

-- pair: a default becomes another
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 3);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT -4);

-- pair: a default is a text with quotes
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 'it''s -- "x"; /* no */');

-- pair: a default is an expression
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT (abs(-3) + 1));

-- pair: a default is the time
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT CURRENT_TIMESTAMP);

-- pair: a default is a blob
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT x'00ff');

-- pair: a default is NULL
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT NULL);

-- pair: a default is true
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT TRUE);

-- pair: a default is a word
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT "word");

-- pair: a default with an exponent
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT +1.5e-3);

-- pair: a new column has the time of now
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT DEFAULT CURRENT_TIMESTAMP);

-- pair: a new column has an expression
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER DEFAULT (1 + 2));

-- pair: a new column has a default
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL), (5, -3);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER DEFAULT 5);

-- pair: defaults of several columns change at once
-- before
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 1, b TEXT DEFAULT 'x');
-- rows
INSERT INTO t VALUES (1,2,'3');
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 2, b TEXT DEFAULT 'y');
