CREATE FUNCTION report(since date) RETURNS TABLE (day date, total numeric)
    STABLE
BEGIN ATOMIC
    WITH recent AS (
        SELECT * FROM sales WHERE sold_on >= since
    ), sums AS (
        SELECT sold_on, sum(CASE WHEN refunded THEN 0 ELSE amount END) AS total FROM recent GROUP BY sold_on
    )
    SELECT sold_on, total FROM sums WHERE (SELECT count(*) FROM recent) > 0 ORDER BY 1;
END;
SELECT * FROM report('2026-01-01');
