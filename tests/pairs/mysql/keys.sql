-- pair: an index is added
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));

-- pair: an index goes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);

-- pair: an index changes
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a, b));

-- pair: an index becomes unique
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, UNIQUE KEY k (a));

-- pair: a unique index is one no longer
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, UNIQUE KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));

-- pair: an index of the first characters
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint);
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a(5)));

-- pair: an index gets a comment
-- before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a));
-- rows
INSERT INTO t VALUES (1, 'x', 2), (2, NULL, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, KEY k (a) COMMENT 'x');

-- pair: a fulltext index
-- before
CREATE TABLE t (id int PRIMARY KEY, a text);
-- rows
INSERT INTO t VALUES (1, 'some words');
-- after
CREATE TABLE t (id int PRIMARY KEY, a text, FULLTEXT KEY f (a));

-- pair: an index in memory is a tree
-- before
CREATE TABLE t (a int, KEY k (a)) ENGINE=MEMORY;
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (a int, KEY k (a) USING BTREE) ENGINE=MEMORY;

-- pair: a primary key is added
-- before
CREATE TABLE t (id int NOT NULL, a int);
-- rows
INSERT INTO t VALUES (1, 1);
-- after
CREATE TABLE t (id int NOT NULL, a int, PRIMARY KEY (id));

-- pair: a primary key goes
-- before
CREATE TABLE t (id int NOT NULL, a int, PRIMARY KEY (id));
-- rows
INSERT INTO t VALUES (1, 1);
-- after
CREATE TABLE t (id int NOT NULL, a int);

-- pair: a primary key changes
-- before
CREATE TABLE t (id int NOT NULL, a int NOT NULL, PRIMARY KEY (id));
-- rows
INSERT INTO t VALUES (1, 1);
-- after
CREATE TABLE t (id int NOT NULL, a int NOT NULL, PRIMARY KEY (a, id));

-- pair: a primary key of the first characters
-- before
CREATE TABLE t (a varchar(300) NOT NULL);
-- rows
INSERT INTO t VALUES ('x');
-- after
CREATE TABLE t (a varchar(300) NOT NULL, PRIMARY KEY (a(20)));
