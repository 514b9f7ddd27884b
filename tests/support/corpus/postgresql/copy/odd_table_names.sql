CREATE SCHEMA "s;1";
CREATE TABLE "s;1"."from stdin; x" (a text);
CREATE TABLE stdin (a text);
CREATE TABLE copy (a text);
CREATE TABLE t$$ (a text);
COPY "s;1"."from stdin; x" FROM stdin;
1
\.
COPY stdin FROM stdin;
2
\.
COPY copy FROM stdin;
3
\.
COPY t$$ FROM stdin;
4
\.
