CREATE TABLE t (begin INT, end INT); INSERT INTO t (begin, end) VALUES (1, 2); SELECT begin, end FROM t; SELECT 3;
