CREATE TABLE t (a text);
COPY t FROM stdin
-- not yet;

;
x
\.
SELECT 2;
