CREATE FUNCTION f() RETURNS int BEGIN ATOMIC
    SELECT 1 AS end;
    SELECT 2 AS end, 3 AS begin, 4 AS case;
    SELECT q.end FROM (SELECT 5 AS end) AS q;
    SELECT q.case + q.begin FROM (SELECT 6 AS case, 7 AS begin) AS q;
END;
SELECT 2;
