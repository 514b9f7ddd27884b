-- pair: an index is added
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, 'x');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE INDEX t_b ON t (b);

-- pair: an index is dropped
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE INDEX t_b ON t (b);
-- rows
INSERT INTO t VALUES (1, 'x'), (2, NULL), (3, 'x');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
