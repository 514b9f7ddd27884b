CREATE TABLE t (a text); SELECT 1; /* ; */ COPY t FROM stdin; -- comment; here
x
\.
SELECT 2;
