CREATE TABLE t (a text, b text);
COPY t FROM stdin;
one	1
two	2
\.
SELECT count(*) FROM t;
