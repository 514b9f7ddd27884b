CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC
    SELECT case a when 1 then Case when a > 0 then 2 eND else 3 End;
    SELECT 4;
eNd;
SELECT 2;
