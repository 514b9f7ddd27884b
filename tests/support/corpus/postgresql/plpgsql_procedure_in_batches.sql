CREATE TABLE big (id bigserial PRIMARY KEY, old_value text, new_value int);
INSERT INTO big (old_value) SELECT n::text FROM generate_series(1, 500) AS n;

CREATE PROCEDURE backfill(batch int DEFAULT 100)
LANGUAGE plpgsql
AS $proc$
DECLARE
    last_id bigint := 0;
    moved   bigint;
BEGIN
    LOOP
        WITH chunk AS (
            SELECT id FROM big WHERE id > last_id ORDER BY id LIMIT batch
        ), changed AS (
            UPDATE big SET new_value = old_value::int FROM chunk WHERE big.id = chunk.id RETURNING big.id
        )
        SELECT count(*), coalesce(max(id), last_id) INTO moved, last_id FROM changed;
        COMMIT; -- releases the row locks; another batch may follow
        EXIT WHEN moved = 0;
    END LOOP;
END;
$proc$;

CALL backfill(batch => 200);
ALTER TABLE big ALTER COLUMN new_value SET NOT NULL, DROP COLUMN old_value;
