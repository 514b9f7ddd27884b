CREATE UNLOGGED TABLE buckets (
    key        text PRIMARY KEY,
    tokens     double precision NOT NULL,
    refreshed  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION take_token(bucket text, per_second double precision, burst double precision)
    RETURNS boolean
    LANGUAGE plpgsql
AS $take_token$
DECLARE
    left_over double precision;
BEGIN
    INSERT INTO buckets AS b (key, tokens) VALUES (bucket, burst - 1)
    ON CONFLICT (key) DO UPDATE
        SET tokens = least(burst, b.tokens + per_second * extract(epoch FROM clock_timestamp() - b.refreshed)) - 1,
            refreshed = clock_timestamp()
        WHERE least(burst, b.tokens + per_second * extract(epoch FROM clock_timestamp() - b.refreshed)) >= 1
    RETURNING tokens INTO left_over;

    RETURN FOUND; /* no row; no token */
END
$take_token$;

SELECT take_token('a', 1, 2), take_token('a', 1, 2), take_token('a', 0, 2);
