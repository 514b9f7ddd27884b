CREATE TABLE t (a text, b text);
COPY t FROM stdin;
a\\b	\\
\N	\n\t\r
x\
y	z
\x41\101	\\.
\\.	.
\.
SELECT count(*) FROM t;
