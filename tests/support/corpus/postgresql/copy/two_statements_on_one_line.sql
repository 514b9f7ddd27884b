CREATE TABLE t (a text);
COPY t FROM stdin; COPY t FROM stdin; SELECT 'both; read';
first;
\.
second;
\.
SELECT count(*) FROM t;
