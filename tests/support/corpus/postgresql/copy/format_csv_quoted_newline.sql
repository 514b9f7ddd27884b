CREATE TABLE t (a text, b text);
COPY t FROM stdin WITH (FORMAT csv);
1,"first
second;

fourth ""quoted""
"
2,"x"
\.
SELECT count(*) FROM t;
