-- pair: a view is added
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t;

-- pair: a view is dropped
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);

-- pair: a view is another
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v (x, "y z") AS SELECT a, b FROM t WHERE b <> ';' ORDER BY 1;

-- pair: a view reads a table that is made anew
-- same: SELECT * FROM v
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIEW v AS SELECT b FROM t;

-- pair: views of views read a table that is made anew
-- same: SELECT * FROM w
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t;
CREATE VIEW w AS SELECT b FROM v UNION SELECT a FROM t;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIEW v AS SELECT b FROM t;
CREATE VIEW w AS SELECT b FROM v UNION SELECT a FROM t;

-- pair: a view ends in a comment
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT b FROM t -- all of it
;

-- pair: a view has a recursive query
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n;

-- pair: a view becomes a table
-- before
CREATE VIEW v AS SELECT 1 AS x;
CREATE TABLE t (a);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE v (x);
CREATE TABLE t (a);

-- pair: a table becomes a view
-- loses: drop-table
-- before
CREATE TABLE v (x);
CREATE TABLE t (a);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE VIEW v AS SELECT a AS x FROM t;
CREATE TABLE t (a);

-- pair: a view reads what is not there
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT z FROM nowhere;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIEW v AS SELECT z FROM nowhere;

-- pair: a trigger is added
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TRIGGER g AFTER INSERT ON t WHEN new.b <> ';' BEGIN UPDATE t SET b = CASE WHEN new.a > 0 THEN 'x' ELSE 'END;' END WHERE a = new.a; DELETE FROM t WHERE a < 0; END;

-- pair: a trigger is dropped
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TRIGGER g AFTER INSERT ON t WHEN new.b <> ';' BEGIN UPDATE t SET b = CASE WHEN new.a > 0 THEN 'x' ELSE 'END;' END WHERE a = new.a; DELETE FROM t WHERE a < 0; END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);

-- pair: a trigger is another
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TRIGGER g AFTER INSERT ON t WHEN new.b <> ';' BEGIN UPDATE t SET b = CASE WHEN new.a > 0 THEN 'x' ELSE 'END;' END WHERE a = new.a; DELETE FROM t WHERE a < 0; END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TRIGGER g BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'no'); END;

-- pair: a trigger comes along with its table
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TRIGGER g AFTER INSERT ON t WHEN new.b <> ';' BEGIN UPDATE t SET b = CASE WHEN new.a > 0 THEN 'x' ELSE 'END;' END WHERE a = new.a; DELETE FROM t WHERE a < 0; END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE TRIGGER g AFTER INSERT ON t WHEN new.b <> ';' BEGIN UPDATE t SET b = CASE WHEN new.a > 0 THEN 'x' ELSE 'END;' END WHERE a = new.a; DELETE FROM t WHERE a < 0; END;

-- pair: a trigger that writes a table comes along with it
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE u (x);
CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t (b) VALUES (new.x); END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE TABLE u (x);
CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t (b) VALUES (new.x); END;

-- pair: triggers do not fire when rows are copied
-- same: SELECT count(*) FROM log
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE log (x);
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;
CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.a); END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE TABLE log (x);
CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;
CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO log VALUES (old.a); END;

-- pair: a trigger of a view
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;

-- pair: a view with a trigger is another
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t WHERE a > 0;
CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;

-- pair: a view with a trigger reads a table that is made anew
-- same: SELECT * FROM v
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a, new.b); END;

-- pair: a trigger goes from one table to another
-- before
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE u (x);
CREATE TRIGGER g AFTER INSERT ON u BEGIN SELECT 1; END;
-- rows
INSERT INTO t VALUES (1,'x'),(2,'y');
-- after
CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
CREATE TABLE u (x);
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;
