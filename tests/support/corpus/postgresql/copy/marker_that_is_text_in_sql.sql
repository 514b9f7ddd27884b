CREATE TABLE t (a text);
INSERT INTO t VALUES ('
\.
');
COPY t FROM stdin;
x
\.
SELECT '
\.
';
