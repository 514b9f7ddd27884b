CREATE TABLE sales (day date, region text, amount numeric);
INSERT INTO sales SELECT '2026-01-01'::date + n, (ARRAY['north', 'south'])[1 + n % 2], n * 1.5 FROM generate_series(0, 99) AS n;

WITH monthly AS (
    SELECT date_trunc('month', day) AS month, region, sum(amount) AS total
    FROM sales
    GROUP BY GROUPING SETS ((1, 2), (1), ())
)
SELECT month, region, total,
       total - lag(total) OVER by_region AS change,
       CASE
           WHEN total > avg(total) OVER by_region THEN 'above;'
           WHEN total < avg(total) OVER by_region THEN 'below;'
           ELSE 'at'
       END AS position
FROM monthly
WINDOW by_region AS (PARTITION BY region ORDER BY month)
ORDER BY region NULLS FIRST, month;
