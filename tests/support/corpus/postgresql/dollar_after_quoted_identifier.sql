SELECT 1 AS "a"; SELECT "a"FROM(SELECT 1 AS "a")AS q; SELECT 'x'"b";
SELECT $$;$$"c";
