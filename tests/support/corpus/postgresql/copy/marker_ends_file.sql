CREATE TABLE t (a text, b text);
SELECT 1;
COPY t FROM stdin;
a	1
\.
