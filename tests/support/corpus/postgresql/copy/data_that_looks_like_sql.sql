CREATE TABLE t (a text);
COPY t FROM stdin;
DROP TABLE t;
SELECT 1; SELECT 'open
-- a comment; not
/* nor this
$$ nor; that
COPY t FROM stdin;
BEGIN; COMMIT;
E'\\
\.
SELECT count(*) FROM t;
