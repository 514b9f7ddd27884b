CREATE TABLE t (
    a INTEGER, -- comment; here
    b TEXT
);
INSERT INTO t VALUES (1, 'one;
two');
SELECT * FROM t;
