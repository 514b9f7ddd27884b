CREATE TABLE t (a text);
COPY t FROM stdin; SELECT 'after; the block' AS x; SELECT 2;
one
\.
SELECT 3;
