SELECT 1 AS end; SELECT 2 AS case; SELECT 3 AS begin; SELECT 4 AS atomic; SELECT 5 begin; SELECT x.end, x.case, x.begin FROM (SELECT 1 AS end, 2 AS case, 3 AS begin) AS x;
SELECT CASE WHEN x.end = 1 THEN x.case END AS end FROM (SELECT 1 AS end, 2 AS case) AS x; SELECT 8;
