COPY t TO STDOUT; COPY (SELECT 'a;b', "c;d" FROM t WHERE x = ';') TO STDOUT WITH (FORMAT csv, DELIMITER ';', QUOTE '"'); COPY t FROM '/tmp/file;name'; COPY t TO PROGRAM 'cat; true'; COPY t (a, b) FROM PROGRAM 'echo ";"' WHERE a <> ';';
COPY stdin FROM '/tmp/x'; COPY stdin TO STDOUT; COPY t ("from", stdin) TO '/tmp/stdin'; SELECT 9;
