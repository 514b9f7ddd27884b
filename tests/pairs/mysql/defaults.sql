-- pair: the default of int is 2 and no longer 1
-- before
CREATE TABLE t (id int, c int DEFAULT 1);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c int DEFAULT 2);

-- pair: the default of int is -5 and no longer none
-- before
CREATE TABLE t (id int, c int);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c int DEFAULT -5);

-- pair: the default of bigint unsigned is 0 and no longer 18446744073709551615
-- before
CREATE TABLE t (id int, c bigint unsigned DEFAULT 18446744073709551615);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c bigint unsigned DEFAULT 0);

-- pair: the default of decimal(6,3) is 2.125 and no longer 1.5
-- before
CREATE TABLE t (id int, c decimal(6,3) DEFAULT 1.5);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c decimal(6,3) DEFAULT 2.125);

-- pair: the default of double is 0.5 and no longer 1e3
-- before
CREATE TABLE t (id int, c double DEFAULT 1e3);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c double DEFAULT 0.5);

-- pair: the default of bit(4) is b'1' and no longer b'101'
-- before
CREATE TABLE t (id int, c bit(4) DEFAULT b'101');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c bit(4) DEFAULT b'1');

-- pair: the default of date is '2021-12-31' and no longer '2020-01-01'
-- before
CREATE TABLE t (id int, c date DEFAULT '2020-01-01');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c date DEFAULT '2021-12-31');

-- pair: the default of time is '11:00:00' and no longer '10:00:00'
-- before
CREATE TABLE t (id int, c time DEFAULT '10:00:00');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c time DEFAULT '11:00:00');

-- pair: the default of datetime is none and no longer '2020-01-01 10:00:00'
-- before
CREATE TABLE t (id int, c datetime DEFAULT '2020-01-01 10:00:00');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c datetime);

-- pair: the default of year is 2021 and no longer 2020
-- before
CREATE TABLE t (id int, c year DEFAULT 2020);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c year DEFAULT 2021);

-- pair: the default of char(3) is 'b' and no longer 'a'
-- before
CREATE TABLE t (id int, c char(3) DEFAULT 'a');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c char(3) DEFAULT 'b');

-- pair: the default of varchar(20) is '' and no longer none
-- before
CREATE TABLE t (id int, c varchar(20));
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varchar(20) DEFAULT '');

-- pair: the default of varchar(20) is 'a\\b' and no longer 'it''s'
-- before
CREATE TABLE t (id int, c varchar(20) DEFAULT 'it''s');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varchar(20) DEFAULT 'a\\b');

-- pair: the default of varchar(20) is 'CURRENT_TIMESTAMP' and no longer 'NULL'
-- before
CREATE TABLE t (id int, c varchar(20) DEFAULT 'NULL');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varchar(20) DEFAULT 'CURRENT_TIMESTAMP');

-- pair: the default of varchar(20) is '"quoted"' and no longer 'ä€😀'
-- before
CREATE TABLE t (id int, c varchar(20) DEFAULT 'ä€😀');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varchar(20) DEFAULT '"quoted"');

-- pair: the default of varchar(20) is '0x41' and no longer '1'
-- before
CREATE TABLE t (id int, c varchar(20) DEFAULT '1');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varchar(20) DEFAULT '0x41');

-- pair: the default of enum('a','b') is 'b' and no longer 'a'
-- before
CREATE TABLE t (id int, c enum('a','b') DEFAULT 'a');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c enum('a','b') DEFAULT 'b');

-- pair: the default of set('a','b') is none and no longer 'a,b'
-- before
CREATE TABLE t (id int, c set('a','b') DEFAULT 'a,b');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c set('a','b'));

-- pair: the default of varbinary(9) is 'cd' and no longer 'ab'
-- before
CREATE TABLE t (id int, c varbinary(9) DEFAULT 'ab');
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c varbinary(9) DEFAULT 'cd');

-- pair: the default of tinyint(1) is 1 and no longer 0
-- before
CREATE TABLE t (id int, c tinyint(1) DEFAULT 0);
-- rows
INSERT INTO t (id) VALUES (1);
-- after
CREATE TABLE t (id int, c tinyint(1) DEFAULT 1);

-- pair: a time is now by default
-- loses: narrowing-type
-- before
CREATE TABLE t (id int, c datetime);
-- rows
INSERT INTO t VALUES (1, NULL);
-- after
CREATE TABLE t (id int, c datetime DEFAULT CURRENT_TIMESTAMP);

-- pair: a time with fractions is now by default
-- before
CREATE TABLE t (id int, c datetime(6));
-- rows
INSERT INTO t VALUES (1, NULL);
-- after
CREATE TABLE t (id int, c datetime(6) DEFAULT CURRENT_TIMESTAMP(6));

-- pair: a time follows each update
-- before
CREATE TABLE t (id int, c datetime(6));
-- rows
INSERT INTO t VALUES (1, NULL);
-- after
CREATE TABLE t (id int, c datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6));

-- pair: a time no longer follows each update
-- before
CREATE TABLE t (id int, c timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6));
-- rows
INSERT INTO t VALUES (1, '2020-01-01');
-- after
CREATE TABLE t (id int, c timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6));

-- pair: a timestamp of its own is added
-- before
CREATE TABLE t (id int);
-- rows
INSERT INTO t VALUES (1);
-- after
CREATE TABLE t (id int, c timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6));

-- pair: a default that may be NULL goes
-- before
CREATE TABLE t (c varchar(9) NOT NULL DEFAULT 'x');
-- rows
INSERT INTO t VALUES ('y');
-- after
CREATE TABLE t (c varchar(9) NOT NULL);
