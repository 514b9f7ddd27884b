-- pair: a document is added
-- before
CREATE TABLE t (id int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (id int, j json);

-- pair: a document is only text
-- before
CREATE TABLE t (id int, j json);
-- rows
INSERT INTO t VALUES (1, '{}');
-- after
CREATE TABLE t (id int, j longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);

-- pair: a uuid and addresses are added
-- before
CREATE TABLE t (id int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (id int, u uuid, i inet6, j inet4);

-- pair: a default that is reckoned
-- before
CREATE TABLE t (id int, a varchar(40));
-- rows
INSERT INTO t VALUES (1, 'x');
-- after
CREATE TABLE t (id int, a varchar(40) DEFAULT concat('a', uuid()));

-- pair: a check is added
-- before
CREATE TABLE t (a int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0 AND a <> '5'));

-- pair: a check goes
-- before
CREATE TABLE t (a int, CHECK (a > 0));
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int);

-- pair: a check says something else
-- before
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));
-- rows
INSERT INTO t VALUES (5);
-- after
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 3));

-- pair: a column's own check
-- before
CREATE TABLE t (a bigint);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a bigint CHECK (a > 0));

-- pair: a column that is reckoned
-- before
CREATE TABLE t (a int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, g int AS (a + 1) VIRTUAL, h int AS (a * 2) STORED, KEY k (h));

-- pair: a reckoned column goes
-- loses: drop-column
-- before
CREATE TABLE t (a int, g int AS (a + 1) VIRTUAL);
-- rows
INSERT INTO t (a) VALUES (1);
-- after
CREATE TABLE t (a int);

-- pair: an invisible column
-- before
CREATE TABLE t (a int, b bigint);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (a int, b bigint INVISIBLE);

-- pair: an index is ignored
-- before
CREATE TABLE t (a int, KEY k (a));
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, KEY k (a) IGNORED);

-- pair: an index goes down
-- before
CREATE TABLE t (a int, KEY k (a));
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, KEY k (a DESC));

-- pair: a sequence gives a column its default
-- before
CREATE TABLE t (a bigint);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE SEQUENCE s; CREATE TABLE t (a bigint DEFAULT nextval(s));

-- pair: a sequence counts in another way
-- before
CREATE SEQUENCE s;
-- after
CREATE SEQUENCE s START WITH 5 INCREMENT BY 5 MAXVALUE 1000 CYCLE;

-- pair: a sequence goes
-- before
CREATE SEQUENCE s; CREATE TABLE t (a int);
-- after
CREATE TABLE t (a int);

-- pair: a table keeps what was
-- before
CREATE TABLE t (a int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int) WITH SYSTEM VERSIONING;

-- pair: a table that keeps what was gets a column
-- before
CREATE TABLE t (a int) WITH SYSTEM VERSIONING;
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, b int) WITH SYSTEM VERSIONING;

-- pair: triggers one after the other
-- before
CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
-- after
CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW FOLLOWS x SET NEW.a = NEW.a + 1;

-- pair: the first of some triggers changes
-- before
CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW FOLLOWS x SET NEW.a = NEW.a + 1;
-- after
CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2; CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW FOLLOWS x SET NEW.a = NEW.a + 1;

-- pair: an aggregate function
-- after
CREATE AGGREGATE FUNCTION total(x int) RETURNS int DETERMINISTIC BEGIN DECLARE s int DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END;

-- pair: a text is compressed
-- before
CREATE TABLE t (a int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, b text COMPRESSED);

-- pair: a long text is unique
-- before
CREATE TABLE t (a int, b text);
-- rows
INSERT INTO t VALUES (1, 'x');
-- after
CREATE TABLE t (a int, b text, UNIQUE KEY k (b));

-- pair: a number column is renamed
-- answer: renamed column t.n from=a
-- before
CREATE TABLE t (a int, b text);
-- rows
INSERT INTO t VALUES (1, 'x');
-- after
CREATE TABLE t (n int, b text);
