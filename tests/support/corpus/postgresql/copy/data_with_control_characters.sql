CREATE TABLE t (a text, b text);
COPY t FROM stdin;
a	b
	
[31m	
\.
SELECT 1;
