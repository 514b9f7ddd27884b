SELECT 'a;b'::text, '1'::int::bigint::numeric(10,2), ARRAY['x;']::text[], CAST(';' AS text);
SELECT f(a := 1, b => ';'); SELECT a[1:2], a[:2], a[1:], a[:], a[1:2][3:4], (ARRAY[1,2,3])[2] FROM t;
SELECT now()::date - '1 day'::interval;
