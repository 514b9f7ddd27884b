CREATE TABLE readings (meter int, at timestamptz, kwh numeric, PRIMARY KEY (meter, at));

CREATE OR REPLACE FUNCTION settle(from_day date, OUT meters int, OUT total numeric, OUT problems text[])
    RETURNS record
    LANGUAGE plpgsql
AS $settle$
<<settle>>
DECLARE
    one_meter  record;
    previous   readings%ROWTYPE;
    current    readings%ROWTYPE;
    limit_kwh  CONSTANT numeric NOT NULL := 1000.0;
    each_row   CURSOR (wanted int) FOR SELECT * FROM readings WHERE meter = wanted ORDER BY at;
    message    text;
    i          int;
BEGIN
    meters := 0;
    total := 0;
    problems := '{}';

    FOR one_meter IN SELECT DISTINCT meter FROM readings WHERE at >= from_day LOOP
        meters := meters + 1;
        previous := NULL;
        OPEN each_row (one_meter.meter);
        <<readings>>
        LOOP
            FETCH each_row INTO current;
            EXIT readings WHEN NOT FOUND;
            IF previous.at IS NULL THEN
                previous := current;
                CONTINUE readings;
            ELSIF current.kwh < previous.kwh THEN
                problems := problems || format('meter %s runs backwards; see %s', current.meter, current.at);
            ELSE
                total := total + least(current.kwh - previous.kwh, limit_kwh);
            END IF;
            previous := current;
        END LOOP readings;
        CLOSE each_row;
    END LOOP;

    FOR i IN REVERSE 3..1 BY 1 LOOP
        BEGIN
            PERFORM pg_sleep(0);
            EXIT;
        EXCEPTION
            WHEN query_canceled OR lock_not_available THEN
                RAISE WARNING 'try % failed', i;
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
                RAISE NOTICE 'unexpected: %', message;
                RAISE;
        END;
    END LOOP;

    FOREACH message IN ARRAY problems LOOP
        RAISE DEBUG 'problem: %', message;
    END LOOP;

    ASSERT settle.meters >= 0, 'a count; never negative';
    RETURN;
END settle;
$settle$;

INSERT INTO readings VALUES (1, '2026-01-01', 10), (1, '2026-02-01', 30), (2, '2026-01-01', 5), (2, '2026-02-01', 4);
SELECT * FROM settle('2026-01-01');
