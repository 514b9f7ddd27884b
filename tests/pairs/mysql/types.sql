-- pair: a column of type tinyint is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c tinyint);

-- pair: a column of type tinyint unsigned is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c tinyint unsigned);

-- pair: a column of type tinyint(1) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c tinyint(1));

-- pair: a column of type smallint is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c smallint);

-- pair: a column of type mediumint unsigned is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c mediumint unsigned);

-- pair: a column of type int is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int);

-- pair: a column of type int unsigned is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int unsigned);

-- pair: a column of type int(4) zerofill is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c int(4) zerofill);

-- pair: a column of type bigint is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c bigint);

-- pair: a column of type bigint unsigned is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c bigint unsigned);

-- pair: a column of type decimal(10,2) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c decimal(10,2));

-- pair: a column of type decimal(5,0) unsigned is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c decimal(5,0) unsigned);

-- pair: a column of type float is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c float);

-- pair: a column of type double is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c double);

-- pair: a column of type bit(1) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c bit(1));

-- pair: a column of type bit(12) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c bit(12));

-- pair: a column of type date is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c date);

-- pair: a column of type time is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c time);

-- pair: a column of type time(3) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c time(3));

-- pair: a column of type datetime is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c datetime);

-- pair: a column of type datetime(6) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c datetime(6));

-- pair: a column of type timestamp NULL is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c timestamp NULL);

-- pair: a column of type timestamp(2) NULL is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c timestamp(2) NULL);

-- pair: a column of type year is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c year);

-- pair: a column of type char(3) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c char(3));

-- pair: a column of type varchar(20) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20));

-- pair: a column of type varchar(20) CHARACTER SET latin1 is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20) CHARACTER SET latin1);

-- pair: a column of type varchar(20) COLLATE utf8mb4_bin is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varchar(20) COLLATE utf8mb4_bin);

-- pair: a column of type tinytext is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c tinytext);

-- pair: a column of type text is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c text);

-- pair: a column of type mediumtext is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c mediumtext);

-- pair: a column of type longtext is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c longtext);

-- pair: a column of type binary(4) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c binary(4));

-- pair: a column of type varbinary(9) is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c varbinary(9));

-- pair: a column of type tinyblob is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c tinyblob);

-- pair: a column of type blob is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c blob);

-- pair: a column of type mediumblob is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c mediumblob);

-- pair: a column of type longblob is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c longblob);

-- pair: a column of type enum('a','b''c') is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c enum('a','b''c'));

-- pair: a column of type set('x','y') is added
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- rows
INSERT INTO t VALUES (1), (2);
-- after
CREATE TABLE t (id int PRIMARY KEY, c set('x','y'));
