-- pair: every type of a column
-- after
CREATE TABLE t (
    c1 tinyint, c2 tinyint(1), c3 tinyint unsigned, c4 boolean, c5 smallint, c6 smallint(3) zerofill,
    c7 mediumint, c8 mediumint unsigned, c9 int, c10 integer(4), c11 int unsigned, c12 bigint,
    c13 bigint unsigned, c14 decimal, c15 decimal(12), c16 decimal(12, 4), c17 decimal(5, 2) unsigned,
    c18 numeric(4, 1), c19 float, c20 float(7, 2), c21 float(30), c22 double, c23 double(10, 3),
    c24 double unsigned, c25 real, c26 bit, c27 bit(12), c28 date, c29 time, c30 time(3), c31 datetime,
    c32 datetime(6), c33 timestamp NULL, c34 timestamp(2) NULL, c35 year, c36 char, c37 char(9),
    c38 varchar(20), c39 varchar(0), c40 national varchar(7), c41 char(5) binary, c42 tinytext, c43 text,
    c44 text(70000), c45 mediumtext, c46 longtext, c47 binary, c48 binary(4), c49 varbinary(20),
    c50 tinyblob, c51 blob, c52 blob(70000), c53 mediumblob, c54 longblob, c55 enum('a', 'it''s', 'c,d'),
    c56 set('x', 'y', ''), c57 char(3) CHARACTER SET latin1, c58 varchar(9) COLLATE utf8mb4_bin,
    c59 text CHARACTER SET utf8 COLLATE utf8_unicode_ci, c60 enum('ä') COLLATE utf8mb4_unicode_ci,
    c61 geometry, c62 point, c63 linestring, c64 polygon, c65 multipoint, c66 multilinestring,
    c67 multipolygon, c68 geometrycollection, c69 serial, c70 varchar(9) CHARACTER SET binary,
    c71 char(4) CHARACTER SET ascii COLLATE ascii_bin, c72 set('ä', 'b') CHARACTER SET latin1
);

-- pair: every type gets a default
-- loses: narrowing-type
-- before
CREATE TABLE t (
    id int, c1 tinyint, c2 tinyint(1), c3 tinyint unsigned, c4 boolean, c5 smallint,
    c6 smallint(3) zerofill, c7 mediumint, c8 mediumint unsigned, c9 int, c11 int unsigned, c12 bigint,
    c13 bigint unsigned, c14 decimal, c16 decimal(12, 4), c17 decimal(5, 2) unsigned, c19 float,
    c20 float(7, 2), c22 double, c23 double(10, 3), c26 bit, c27 bit(12), c28 date, c29 time,
    c30 time(3), c31 datetime, c32 datetime(6), c33 timestamp NULL, c34 timestamp(2) NULL, c35 year,
    c36 char, c37 char(9), c38 varchar(20), c39 varchar(0), c41 char(5) binary, c48 binary(4),
    c49 varbinary(20), c55 enum('a', 'it''s', 'c,d'), c56 set('x', 'y', ''),
    c57 char(3) CHARACTER SET latin1, c73 varchar(9), c74 varchar(9), c75 varchar(30), c76 datetime,
    c77 timestamp NULL, c78 datetime(3), c79 varbinary(9), c80 varchar(9)
);
-- rows
INSERT INTO t (id, c1, c38, c55) VALUES (1, 5, 'x', 'it''s'), (2, NULL, NULL, NULL);
-- after
CREATE TABLE t (
    id int, c1 tinyint DEFAULT -1, c2 tinyint(1) DEFAULT TRUE, c3 tinyint unsigned DEFAULT 255,
    c4 boolean DEFAULT FALSE, c5 smallint DEFAULT 0, c6 smallint(3) zerofill DEFAULT 7,
    c7 mediumint DEFAULT '12', c8 mediumint unsigned DEFAULT 3, c9 int DEFAULT 1e3,
    c11 int unsigned DEFAULT 4294967295, c12 bigint DEFAULT -9223372036854775808,
    c13 bigint unsigned DEFAULT 18446744073709551615, c14 decimal DEFAULT 1.5,
    c16 decimal(12, 4) DEFAULT '1.00', c17 decimal(5, 2) unsigned DEFAULT 0, c19 float DEFAULT 0.1,
    c20 float(7, 2) DEFAULT 3.14159, c22 double DEFAULT 1e300, c23 double(10, 3) DEFAULT -0.0005,
    c26 bit DEFAULT b'1', c27 bit(12) DEFAULT 5, c28 date DEFAULT '2020-02-29', c29 time DEFAULT '-10:11:12',
    c30 time(3) DEFAULT '100:00:00.125', c31 datetime DEFAULT CURRENT_TIMESTAMP,
    c32 datetime(6) DEFAULT NOW(6) ON UPDATE NOW(6), c33 timestamp NULL DEFAULT CURRENT_TIMESTAMP,
    c34 timestamp(2) NULL DEFAULT '2020-01-01 10:00:00.25', c35 year DEFAULT 1999, c36 char DEFAULT '',
    c37 char(9) DEFAULT 'a b', c38 varchar(20) DEFAULT 'it''s \\ "q" %', c39 varchar(0) DEFAULT '',
    c41 char(5) binary DEFAULT 'A', c48 binary(4) DEFAULT 'ab', c49 varbinary(20) DEFAULT x'6100',
    c55 enum('a', 'it''s', 'c,d') DEFAULT 'it''s', c56 set('x', 'y', '') DEFAULT 'x,y',
    c57 char(3) CHARACTER SET latin1 DEFAULT 'ä', c73 varchar(9) DEFAULT 'NULL', c74 varchar(9) DEFAULT NULL,
    c75 varchar(30) DEFAULT 'CURRENT_TIMESTAMP', c76 datetime ON UPDATE CURRENT_TIMESTAMP,
    c77 timestamp NULL ON UPDATE CURRENT_TIMESTAMP, c78 datetime(3) DEFAULT '2020-01-01 00:00:00',
    c79 varbinary(9) DEFAULT 0x41, c80 varchar(9) DEFAULT 12
);
