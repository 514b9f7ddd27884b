-- pair: a column gets another type, and its values with it
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a bigint);

-- pair: a column is dropped
-- loses: drop-column
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY);

-- pair: a column is renamed
-- answer: renamed column t.b from=a
-- same: SELECT sum(id) FROM t
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, b int);

-- pair: nobody said whether a column was renamed
-- refused: -- varve:renamed column public.t.b from=a
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- after
CREATE TABLE t (id int PRIMARY KEY, b int);

-- pair: a column with NULLs shall have none
-- fails: contains null values
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);

-- pair: what the server writes in two ways is the same
-- after
CREATE TABLE t (
    a varchar(9) CHECK (a IN ('x', 'y')), b int, c int, CHECK (b > 0 AND c > 0 AND b < c),
    CHECK (b BETWEEN 1 AND 5 AND c > 0), CHECK (a <> ALL (ARRAY['z', 'w'])),
    d varchar(9) GENERATED ALWAYS AS (CASE WHEN a IN ('x', 'y') THEN 'in' ELSE 'out' END) STORED
);
CREATE INDEX i ON t (b) WHERE a IN ('x', 'y') AND b > 0 AND c > 0;
CREATE VIEW v AS SELECT b FROM t WHERE a IN ('x', 'y') AND b > 0 AND c > 0 OR a = 'z' OR c = 1;
