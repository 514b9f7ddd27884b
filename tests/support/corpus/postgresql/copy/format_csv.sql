CREATE TABLE t (a text, b text);
COPY t FROM stdin WITH (FORMAT csv);
one,"a;b"
"it's",$$
,""
--,/*
\.
SELECT count(*) FROM t;
