CREATE TABLE rates (
    base  char(3) NOT NULL,
    quote char(3) NOT NULL,
    day   date NOT NULL,
    rate  numeric(18, 8) NOT NULL CHECK (rate > 0),
    PRIMARY KEY (base, quote, day),
    CHECK (base <> quote)
);

CREATE FUNCTION converted(amount numeric, base char(3), quote char(3), on_day date DEFAULT current_date)
    RETURNS numeric
    STABLE
    PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
        WHEN $2 = $3 THEN $1
        ELSE round($1 * (
            SELECT r.rate FROM rates AS r
            WHERE r.base = $2 AND r.quote = $3 AND r.day <= $4
            ORDER BY r.day DESC
            LIMIT 1
        ), CASE $3 WHEN 'JPY' THEN 0 ELSE 2 END)
    END;
END;

SELECT converted(10, 'EUR', 'EUR');
