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

-- pair: a partition has a key of its own beside that of its whole
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL, UNIQUE (a, b)) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t (PRIMARY KEY (a, b)) FOR VALUES IN (1);

-- pair: an index of the whole takes in a key of a partition
-- before
CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t (PRIMARY KEY (a, b)) FOR VALUES IN (1);
-- rows
INSERT INTO t VALUES (1, 1), (1, 2);
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t (PRIMARY KEY (a, b)) FOR VALUES IN (1);
CREATE UNIQUE INDEX i ON t (a, b);

-- pair: a key of a partition that its whole has taken in goes
-- before
CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t (PRIMARY KEY (a, b)) FOR VALUES IN (1);
CREATE UNIQUE INDEX i ON t (a, b);
-- rows
INSERT INTO t VALUES (1, 1), (1, 2);
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t FOR VALUES IN (1);
CREATE UNIQUE INDEX i ON t (a, b);

-- pair: a partition has an index of its own like one of its whole
-- after
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE INDEX i ON t (a, b);
CREATE TABLE one PARTITION OF t FOR VALUES IN (1);
CREATE INDEX own ON one (a, b);

-- pair: a partition goes over to another table, and the former goes
-- careless: yes
-- before
CREATE TABLE t (a int, b int) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF t FOR VALUES IN (1);
-- rows
INSERT INTO t VALUES (1, 1), (1, 2);
-- after
CREATE TABLE fresh (a int, b int) PARTITION BY LIST (a);
CREATE TABLE one PARTITION OF fresh FOR VALUES IN (1);
