CREATE TABLE t (a text, b text);
cOpY t FrOm StDiN;
a	1
\.
copy T from STDIN with (format TEXT);
b	2
\.
COPY
    t
FROM
    stdin
;
c	3
\.
