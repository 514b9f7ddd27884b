CREATE FUNCTION count_rows(relation regclass, condition text DEFAULT 'true') RETURNS bigint
    LANGUAGE plpgsql STABLE
AS $f$
DECLARE
    result bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM ' || relation || ' WHERE ' || condition INTO result;
    RETURN result;
END
$f$;

CREATE FUNCTION insert_pair(relation regclass, a int, b text) RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
    EXECUTE format('INSERT INTO %s VALUES ($1, $2);', relation) USING a, b;
    EXECUTE $q$ SELECT 'nothing; here', $1 $q$ USING a;
END
$f$;

CREATE TABLE pairs (a int, b text);
SELECT insert_pair('pairs', 1, 'x;y');
SELECT count_rows('pairs'), count_rows('pairs', $$b = 'x;y'$$);
