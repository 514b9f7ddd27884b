SELECT x'00ff', X'ABCD', x''; CREATE TABLE t (b BLOB DEFAULT x'3B3B'); INSERT INTO t VALUES (x'27'); SELECT x'3b' || ';', zeroblob(3); SELECT quote(b) FROM t;
