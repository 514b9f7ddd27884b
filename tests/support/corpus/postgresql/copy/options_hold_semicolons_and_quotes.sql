CREATE TABLE t (a text, b text);
COPY t FROM stdin WITH (DELIMITER ';', NULL '--');
a;b
--;/*
\.
COPY t FROM stdin WITH (FORMAT csv, QUOTE '$', ESCAPE E'\\', DELIMITER '''');
$x;$'y
\.
SELECT 1;
