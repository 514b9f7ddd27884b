SELECT 1 OPERATOR(pg_catalog.+) 2; SELECT 3 OPERATOR(pg_catalog.-) 4; SELECT a OPERATOR(s.@@) b FROM t; SELECT OPERATOR(pg_catalog.-) 5; SELECT 1 OPERATOR(pg_catalog.*)/* ; */ 2;
