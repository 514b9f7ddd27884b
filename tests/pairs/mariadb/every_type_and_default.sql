-- pair: every type that only MariaDB has
-- after
CREATE TABLE t (
    c1 json, c2 uuid, c3 inet4, c4 inet6, c5 text COMPRESSED, c6 blob COMPRESSED,
    c7 varchar(100) COMPRESSED, c8 int INVISIBLE, c9 int AS (c8 + 1), c10 int AS (c8 + 1) PERSISTENT,
    c11 varchar(9) AS (concat('a', c8)) VIRTUAL INVISIBLE, c12 int CHECK (c12 > 0), c13 json NOT NULL,
    c14 point REF_SYSTEM_ID=4326
);

-- pair: every type gets a default that is reckoned
-- loses: narrowing-type
-- before
CREATE TABLE t (
    id int, c1 json, c2 uuid, c3 inet4, c4 inet6, c5 text, c6 blob, c7 int, c8 bigint, c9 double,
    c10 decimal(10, 2), c11 date, c12 time, c13 datetime(6), c14 varchar(40), c15 varchar(40),
    c16 varbinary(20), c17 enum('a', 'b'), c18 bit(4), c19 point, c20 varchar(40), c21 varchar(9),
    c22 year, c23 timestamp(6) NULL, c24 int, c25 boolean
);
-- rows
INSERT INTO t (id, c5) VALUES (1, 'x'), (2, NULL);
-- after
CREATE TABLE t (
    id int, c1 json DEFAULT '{"a": [1, null]}', c2 uuid DEFAULT uuid(), c3 inet4 DEFAULT '10.0.0.1',
    c4 inet6 DEFAULT '::1', c5 text DEFAULT 'it''s', c6 blob DEFAULT x'00ff', c7 int DEFAULT (1 + 2 * 3),
    c8 bigint DEFAULT (uuid_short()), c9 double DEFAULT (rand()), c10 decimal(10, 2) DEFAULT (1.5 / 2),
    c11 date DEFAULT (curdate()), c12 time DEFAULT (current_time()),
    c13 datetime(6) DEFAULT (now(6) + interval 1 day), c14 varchar(40) DEFAULT (upper(concat('a', 'b'))),
    c15 varchar(40) DEFAULT (concat('it''s', char(10))), c16 varbinary(20) DEFAULT (unhex('00ff')),
    c17 enum('a', 'b') DEFAULT (if(1 > 2, 'a', 'b')), c18 bit(4) DEFAULT (1 | 4),
    c19 point DEFAULT (point(1, 2)), c20 varchar(40) DEFAULT (current_user()), c21 varchar(9) DEFAULT (hex(id)),
    c22 year DEFAULT (year(curdate())), c23 timestamp(6) NULL DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6),
    c24 int DEFAULT (length(c14)), c25 boolean DEFAULT (NOT false)
);
