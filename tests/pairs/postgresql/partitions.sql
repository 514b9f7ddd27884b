-- pair: an index on a table with partitions
-- before
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
CREATE INDEX i ON t (a);
CREATE UNIQUE INDEX j ON t (a, b);

-- pair: a partition leaves, and keeps its index and its key
-- before
CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
CREATE INDEX i ON t (b);
-- after
CREATE TABLE t (a int PRIMARY KEY, b int) PARTITION BY RANGE (a);
CREATE TABLE t1 (a int PRIMARY KEY, b int);
CREATE INDEX i ON t (b);
CREATE INDEX t1_b_idx ON t1 (b);

-- pair: a table is parted in another way
-- loses: drop-table
-- before
CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
CREATE INDEX i ON t (a);
-- after
CREATE TABLE t (a int, b int) PARTITION BY LIST (b);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (2);
CREATE INDEX i ON t (a);

-- pair: what a column is computed from gets another type
-- loses: drop-column
-- before
CREATE TABLE t (a int, b bigint GENERATED ALWAYS AS (a + 1) STORED);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 1) STORED);
