-- pair: int becomes bigint
-- before
CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 1), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c bigint, KEY k (id));

-- pair: smallint becomes int
-- loses: narrowing-type
-- before
CREATE TABLE t (id int PRIMARY KEY, c smallint, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 7), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (id));

-- pair: int becomes int unsigned
-- loses: narrowing-type
-- before
CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 9), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int unsigned, KEY k (id));

-- pair: varchar(10) becomes varchar(300)
-- before
CREATE TABLE t (id int PRIMARY KEY, c varchar(10), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(300), KEY k (id));

-- pair: varchar(10) becomes text
-- before
CREATE TABLE t (id int PRIMARY KEY, c varchar(10), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c text, KEY k (id));

-- pair: char(5) becomes varchar(9)
-- before
CREATE TABLE t (id int PRIMARY KEY, c char(5), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(9), KEY k (id));

-- pair: text becomes longtext
-- before
CREATE TABLE t (id int PRIMARY KEY, c text, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c longtext, KEY k (id));

-- pair: decimal(5,2) becomes decimal(12,4)
-- loses: narrowing-type
-- converted: t.c
-- before
CREATE TABLE t (id int PRIMARY KEY, c decimal(5,2), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 1.25), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c decimal(12,4), KEY k (id));

-- pair: float becomes double
-- before
CREATE TABLE t (id int PRIMARY KEY, c float, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 1.5), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c double, KEY k (id));

-- pair: date becomes datetime
-- loses: narrowing-type
-- converted: t.c
-- before
CREATE TABLE t (id int PRIMARY KEY, c date, KEY k (id));
-- rows
INSERT INTO t VALUES (1, '2020-02-29'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c datetime, KEY k (id));

-- pair: datetime becomes datetime(6)
-- converted: t.c
-- before
CREATE TABLE t (id int PRIMARY KEY, c datetime, KEY k (id));
-- rows
INSERT INTO t VALUES (1, '2020-02-29 10:11:12'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c datetime(6), KEY k (id));

-- pair: time becomes time(6)
-- converted: t.c
-- before
CREATE TABLE t (id int PRIMARY KEY, c time, KEY k (id));
-- rows
INSERT INTO t VALUES (1, '10:11:12'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c time(6), KEY k (id));

-- pair: enum('a','b') becomes enum('a','b','c')
-- before
CREATE TABLE t (id int PRIMARY KEY, c enum('a','b'), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'b'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c enum('a','b','c'), KEY k (id));

-- pair: set('a','b') becomes set('a','b','c')
-- before
CREATE TABLE t (id int PRIMARY KEY, c set('a','b'), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'a,b'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c set('a','b','c'), KEY k (id));

-- pair: varbinary(4) becomes varbinary(40)
-- before
CREATE TABLE t (id int PRIMARY KEY, c varbinary(4), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'ab'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varbinary(40), KEY k (id));

-- pair: blob becomes longblob
-- before
CREATE TABLE t (id int PRIMARY KEY, c blob, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'ab'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c longblob, KEY k (id));

-- pair: tinyint(1) becomes int
-- loses: narrowing-type
-- before
CREATE TABLE t (id int PRIMARY KEY, c tinyint(1), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 1), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (id));

-- pair: varchar(10) becomes varchar(10) COLLATE utf8mb4_bin
-- before
CREATE TABLE t (id int PRIMARY KEY, c varchar(10), KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'Abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(10) COLLATE utf8mb4_bin, KEY k (id));

-- pair: varchar(10) CHARACTER SET latin1 becomes varchar(10) CHARACTER SET utf8mb4
-- before
CREATE TABLE t (id int PRIMARY KEY, c varchar(10) CHARACTER SET latin1, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 'abc'), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(10) CHARACTER SET utf8mb4, KEY k (id));

-- pair: int becomes varchar(20)
-- before
CREATE TABLE t (id int PRIMARY KEY, c int, KEY k (id));
-- rows
INSERT INTO t VALUES (1, 12), (2, NULL);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20), KEY k (id));
