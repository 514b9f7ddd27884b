SELECT $1, $2::int, $10 + $1; SELECT ($1); SELECT ARRAY[$1,$2]; SELECT a[$1:$2] FROM t;
UPDATE t SET a = $1 WHERE b = $2 AND c = ANY ($3);
