-- pair: a table is parted by ranges
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);

-- pair: a table is parted no longer
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY HASH (id) PARTITIONS 3;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a table is parted by keys
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY KEY (id) PARTITIONS 2;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY KEY (id) PARTITIONS 4;

-- pair: a table is parted by lists of text
-- before
CREATE TABLE t (a varchar(9), b int);
-- rows
INSERT INTO t VALUES ('x', 1);
-- after
CREATE TABLE t (a varchar(9), b int) PARTITION BY LIST COLUMNS (a) (PARTITION p0 VALUES IN ('x', 'y'), PARTITION p1 VALUES IN ('z', NULL));

-- pair: a part more
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20) COMMENT 'x');

-- pair: parts have parts
-- before
CREATE TABLE t (a int, d date);
-- rows
INSERT INTO t VALUES (1, '2020-01-01');
-- after
CREATE TABLE t (a int, d date) PARTITION BY RANGE (a) SUBPARTITION BY HASH (to_days(d)) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);

-- pair: a parted table gets a column
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) PARTITION BY HASH (id) PARTITIONS 2;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, c text) PARTITION BY HASH (id) PARTITIONS 3;
