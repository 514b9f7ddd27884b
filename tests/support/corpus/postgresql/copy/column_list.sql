CREATE TABLE t (id int, "a;b" text, "from" text, stdin text);
COPY t (id, "a;b") FROM stdin;
1	x
\.
COPY public.t("from",stdin,id)FROM stdin;
f	s	2
\.
SELECT count(*) FROM t;
