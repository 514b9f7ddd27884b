CREATE TABLE t (a text, b text);
COPY t FROM stdin;
a	1
\.
COPY t FROM stdin;
b	2
c	3
\.
SELECT count(*) FROM t;
