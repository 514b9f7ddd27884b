SELECT a[1:2], a[b:c], a[b::int:c::int], a[1 : ], a[ : 2] FROM t; UPDATE t SET a[1:2] = '{1,2}', a[3] = 4; SELECT ('{1;2}'::text[])[1];
