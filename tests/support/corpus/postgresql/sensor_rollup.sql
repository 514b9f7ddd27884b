CREATE TABLE raw (sensor int, at timestamptz, value real);
CREATE TABLE hourly (sensor int, hour timestamptz, low real, high real, mean double precision, PRIMARY KEY (sensor, hour));

CREATE OR REPLACE PROCEDURE roll_up(up_to timestamptz)
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO hourly (sensor, hour, low, high, mean)
    SELECT sensor, date_trunc('hour', at), min(value), max(value), avg(value)
    FROM raw
    WHERE at < up_to
    GROUP BY 1, 2
    ON CONFLICT (sensor, hour) DO UPDATE SET
        low  = least(hourly.low, excluded.low),
        high = greatest(hourly.high, excluded.high),
        mean = excluded.mean;

    DELETE FROM raw WHERE at < up_to;
END $$;

INSERT INTO raw SELECT 1, '2026-01-01'::timestamptz + n * interval '10 min', n FROM generate_series(0, 20) AS n;
CALL roll_up('2026-01-01 02:00');
