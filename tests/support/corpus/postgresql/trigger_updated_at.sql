CREATE TABLE notes (
    id         bigserial PRIMARY KEY,
    body       text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE OR REPLACE FUNCTION touch_updated_at()
RETURNS trigger
LANGUAGE plpgsql
AS $function$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END;
$function$;

DROP TRIGGER IF EXISTS touch ON notes;
CREATE TRIGGER touch
    BEFORE UPDATE ON notes
    FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION touch_updated_at();
ALTER TABLE notes DISABLE TRIGGER touch;
ALTER TABLE notes ENABLE ALWAYS TRIGGER touch;
