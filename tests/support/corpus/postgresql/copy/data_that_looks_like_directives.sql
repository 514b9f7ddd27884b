CREATE TABLE t (a text);
COPY t FROM stdin;
-- varve:down
-- varve:up transaction=none
-- varve:dialect sqlite
\.
SELECT count(*) FROM t;
