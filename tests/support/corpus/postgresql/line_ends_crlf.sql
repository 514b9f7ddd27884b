CREATE TABLE t (
    a int,
    b text -- a comment; with CRLF
);
INSERT INTO t VALUES (1, 'line one
line two; still');
SELECT $$body;
line$$;
SELECT E'a'
  'b\';';
