CREATE TABLE measurements (
    sensor_id bigint NOT NULL,
    taken_at  timestamptz NOT NULL,
    value     double precision NOT NULL
) PARTITION BY RANGE (taken_at);

CREATE TABLE measurements_2026_01 PARTITION OF measurements
    FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-02-01 00:00+00');
CREATE TABLE measurements_2026_02 PARTITION OF measurements
    FOR VALUES FROM ('2026-02-01 00:00+00') TO ('2026-03-01 00:00+00');
CREATE TABLE measurements_rest PARTITION OF measurements DEFAULT;

CREATE INDEX ON measurements (sensor_id, taken_at DESC);
CREATE INDEX measurements_brin ON measurements USING brin (taken_at) WITH (pages_per_range = 32);

CREATE FUNCTION make_month(first_day date) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    name text := 'measurements_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF measurements FOR VALUES FROM (%L) TO (%L)',
            name, first_day, first_day + interval '1 month');
    END IF;
END;
$$;

SELECT make_month(d::date) FROM generate_series('2026-03-01'::date, '2026-06-01', '1 month') AS d;
ALTER TABLE measurements DETACH PARTITION measurements_2026_01;
ALTER TABLE measurements ATTACH PARTITION measurements_2026_01
    FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2026-02-01 00:00+00');
