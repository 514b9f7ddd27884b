CREATE TABLE sales (day TEXT, region TEXT, amount REAL); INSERT INTO sales VALUES ('2026-01-01', 'n;', 1), ('2026-01-02', 'n;', 2), ('2026-01-01', 's', 3);
SELECT day, sum(amount) OVER w, rank() OVER (PARTITION BY region ORDER BY amount DESC), lag(day, 1, ';') OVER (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES), count(*) FILTER (WHERE region = 'n;') OVER ()
FROM sales WINDOW w AS (PARTITION BY region ORDER BY day);
