-- pair: a view is made
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id, a FROM t;

-- pair: a view goes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM t;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a view reads something else
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM t;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id, a FROM t WHERE a <> 'x';

-- pair: views of views change
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW a AS SELECT id FROM v;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id, b FROM t; CREATE VIEW a AS SELECT id, b FROM v;

-- pair: a view with a name in a text
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT 'a`b`.c' AS s, count(*) AS n FROM t GROUP BY a;

-- pair: a view checks what is written
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM t WHERE id > 0;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE SQL SECURITY INVOKER VIEW v AS SELECT id FROM t WHERE id > 0 WITH LOCAL CHECK OPTION;

-- pair: a table that views read is renamed
-- answer: renamed table u from=t
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT * FROM v;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE u (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT id FROM u; CREATE VIEW w AS SELECT * FROM v;

-- pair: a column that a view reads changes its type
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE VIEW v AS SELECT a FROM t;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(60), b bigint); CREATE VIEW v AS SELECT a FROM t;

-- pair: a function is made
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE FUNCTION f(a int, b varchar(9)) RETURNS varchar(20) DETERMINISTIC RETURN concat(a, b);

-- pair: a function says something else
-- before
CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1;
-- after
CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 2;

-- pair: a function takes something else
-- before
CREATE FUNCTION f(a int) RETURNS int DETERMINISTIC RETURN a;
-- after
CREATE FUNCTION f(a bigint) RETURNS bigint DETERMINISTIC COMMENT 'x' RETURN a;

-- pair: a procedure with a body
-- after
CREATE PROCEDURE p(IN a int, OUT b int) SQL SECURITY INVOKER READS SQL DATA BEGIN DECLARE c int DEFAULT 1; IF a > c THEN SET b = a; ELSE SET b = c; END IF; END;

-- pair: a procedure goes
-- before
CREATE PROCEDURE p() SELECT 1;
-- after
CREATE TABLE t (a int);

-- pair: a view calls a function
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE FUNCTION z(a int) RETURNS int DETERMINISTIC RETURN a + 1; CREATE VIEW v AS SELECT z(id) AS n FROM t;

-- pair: a trigger is made
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1;

-- pair: a trigger does something else
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE TRIGGER g AFTER UPDATE ON t FOR EACH ROW BEGIN SET @x = NEW.b; SET @y = 2; END;

-- pair: a trigger stays when its table is renamed
-- answer: renamed table u from=t
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE u (id int PRIMARY KEY, a varchar(20), b bigint); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET NEW.b = 1;

-- pair: an event is made
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t WHERE id < 0;

-- pair: an event with all that it may have
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE EVENT e ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2035-01-01 00:00:00' ENDS '2036-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'x' DO BEGIN DELETE FROM t WHERE id < 0; END;

-- pair: an event is switched off
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t WHERE id < 0;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint); CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM t WHERE id < 0;

-- pair: a function and a procedure have one name
-- same: SELECT namesake()
-- before
CREATE FUNCTION namesake () RETURNS int DETERMINISTIC RETURN 1;
-- after
CREATE FUNCTION namesake () RETURNS int DETERMINISTIC RETURN 1;
CREATE PROCEDURE namesake () SELECT 2;
