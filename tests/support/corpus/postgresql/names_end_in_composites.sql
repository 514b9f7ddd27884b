CREATE TYPE span AS ("begin" int, "end" int); SELECT (s).end, (s).begin FROM t; UPDATE t SET s.end = 3, s.begin = 2; SELECT (ROW(1, 2)::span).end; INSERT INTO t (s.end) VALUES (1);
