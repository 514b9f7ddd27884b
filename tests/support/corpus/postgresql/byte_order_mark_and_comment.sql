-- the mark; then a comment
CREATE TABLE t (a int);
DROP TABLE t;
