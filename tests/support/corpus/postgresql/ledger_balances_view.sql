CREATE TABLE movements (account text NOT NULL, booked date NOT NULL, amount numeric NOT NULL);

CREATE VIEW running_balance AS
SELECT account,
       booked,
       amount,
       sum(amount) OVER (PARTITION BY account ORDER BY booked ROWS UNBOUNDED PRECEDING) AS balance
FROM movements;

CREATE MATERIALIZED VIEW monthly_balance AS
SELECT account, date_trunc('month', booked)::date AS month, sum(amount) AS change
FROM movements
GROUP BY 1, 2
WITH NO DATA;

CREATE UNIQUE INDEX monthly_balance_key ON monthly_balance (account, month);
REFRESH MATERIALIZED VIEW monthly_balance;
REFRESH MATERIALIZED VIEW CONCURRENTLY monthly_balance;
