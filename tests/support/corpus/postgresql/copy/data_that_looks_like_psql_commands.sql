CREATE TABLE t (a text);
COPY t FROM stdin;
\\q
\\i file.sql
\\connect other
:variable
\\!ls
\\copy t from x
\.
SELECT count(*) FROM t;
