-- pair: a table is made
-- after
CREATE TABLE t (id int PRIMARY KEY);

-- pair: a table goes
-- loses: drop-table
-- before
CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE u (id int);

-- pair: a column goes
-- loses: drop-column
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, b bigint);

-- pair: a column goes with its index
-- loses: drop-column
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a, b));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, b bigint);

-- pair: a column goes out of an index
-- loses: drop-column
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a, b));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, b bigint, KEY k (b));

-- pair: a column becomes NOT NULL
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, 'y', 3);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) NOT NULL, b bigint);

-- pair: a column may be NULL
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) NOT NULL, b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, 'y', 3);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a column gets a comment
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) COMMENT 'it''s \\ "x"', b bigint);

-- pair: a column loses its comment
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) COMMENT 'x', b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: all of a column changes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) COMMENT 'x', b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, 'y', 3);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(50) COLLATE utf8mb4_bin NOT NULL DEFAULT 'q' COMMENT 'y', b bigint);

-- pair: several things of a table at once
-- loses: drop-column
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, b bigint DEFAULT 3, c text, UNIQUE KEY k (b), KEY l (c(9))) COMMENT 'x';

-- pair: a table gets a comment
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) COMMENT 'it''s';

-- pair: a table loses its comment
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) COMMENT 'x';
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a table's row format changes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) ROW_FORMAT=COMPACT;

-- pair: a table's row format is nobody's choice any more
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) ROW_FORMAT=COMPACT;
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a table's engine changes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) ENGINE=MyISAM;

-- pair: a table's character set changes and its columns keep theirs
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, b bigint) DEFAULT CHARACTER SET latin1;

-- pair: a table's collation changes with its columns
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) COLLATE utf8mb4_bin;

-- pair: statistics of a table are kept
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint) STATS_PERSISTENT=1 MAX_ROWS=1000;

-- pair: numbers are given out
-- before
CREATE TABLE t (id bigint PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a int);

-- pair: numbers are no longer given out
-- before
CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, a int);
-- rows
INSERT INTO t VALUES (1, 2);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a int);

-- pair: a column whose numbers are given out is added
-- before
CREATE TABLE t (a int);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (a int, id bigint NOT NULL AUTO_INCREMENT, KEY k (id));

-- pair: names that need quotes
-- before
CREATE TABLE `a b` (`select` int, `x``y` int);
-- rows
INSERT INTO `a b` VALUES (1, 2);
-- after
CREATE TABLE `a b` (`select` int, `x``y` int, `ä€` int, KEY `k-1` (`x``y`));

-- pair: a table is renamed
-- answer: renamed table u from=t
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE u (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: a column that is text is renamed
-- answer: renamed column t.c from=a
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20), b bigint);

-- pair: a column of an index is renamed
-- answer: renamed column t.c from=a
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20), b bigint, KEY k (c));

-- pair: an index has another name
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY l (a));

-- pair: a column that could be another is asked about
-- refused: renamed column t.c from=a
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20), b bigint);
