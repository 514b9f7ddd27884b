CREATE FUNCTION grade(points int, extra int) RETURNS text
    IMMUTABLE
BEGIN ATOMIC
    SELECT CASE
        WHEN points > 90 THEN CASE WHEN extra > 0 THEN CASE extra WHEN 1 THEN 'A+' ELSE 'A++' END ELSE 'A' END
        WHEN points > 80 THEN CASE WHEN extra > 0 THEN 'B+' END
        ELSE (CASE WHEN extra IS NULL THEN 'F;' END)
    END || CASE WHEN true THEN ';' END;
    SELECT 'x';
END;
SELECT grade(91, 1);
