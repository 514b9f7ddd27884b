CREATE TABLE event_store (
    stream    text NOT NULL,
    version   int NOT NULL CHECK (version > 0),
    kind      text NOT NULL,
    data      jsonb NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    position  bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (stream, version)
);
CREATE FUNCTION append_event(to_stream text, expected int, kind text, data jsonb) RETURNS int
LANGUAGE plpgsql AS $append$
BEGIN
    INSERT INTO event_store (stream, version, kind, data) VALUES (to_stream, expected + 1, kind, data);
    RETURN expected + 1;
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'stream % moved on; expected version %', to_stream, expected USING ERRCODE = 'serialization_failure';
END;
$append$;
CREATE RULE events_are_forever_1 AS ON UPDATE TO event_store DO INSTEAD NOTHING;
CREATE RULE events_are_forever_2 AS ON DELETE TO event_store DO INSTEAD NOTHING;
SELECT append_event('order;1', 0, 'placed', '{"total": "1;2"}'), append_event('order;1', 1, 'paid', $${"by": "it's me"}$$);
