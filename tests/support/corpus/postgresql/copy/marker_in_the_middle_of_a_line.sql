CREATE TABLE t (a text);
COPY t FROM stdin WITH (FORMAT csv);
before\.after
 \.
end\.
"\."
\\.
\.
SELECT count(*) FROM t;
