CREATE TABLE t (a text, b text);
COPY t FROM stdin WITH (FORMAT csv, HEADER true);
a,b
1,"first
second;"
2,x
\.
