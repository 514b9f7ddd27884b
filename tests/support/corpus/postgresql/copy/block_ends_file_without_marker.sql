CREATE TABLE t (a text, b text);
COPY t FROM stdin;
a	1
b	2
