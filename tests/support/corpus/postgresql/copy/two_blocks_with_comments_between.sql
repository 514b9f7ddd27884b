CREATE TABLE t (a text, b text);
COPY t FROM stdin;
a	1;
\.

-- between; the blocks
/* and here; too
\. */
COPY t (b, a) FROM stdin; -- after the statement
b	2
\.
