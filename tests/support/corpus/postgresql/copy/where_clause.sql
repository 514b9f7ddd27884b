CREATE TABLE t (a int, b text);
COPY t FROM stdin WITH (FORMAT text) WHERE a > 1 AND b <> ';' AND CASE WHEN a > 2 THEN true ELSE a = 2 END;
1	x
2	y
3	;
\.
SELECT count(*) FROM t;
