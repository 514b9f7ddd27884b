CREATE TABLE outbox (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    aggregate    text NOT NULL,
    aggregate_id text NOT NULL,
    kind         text NOT NULL,
    payload      jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at      timestamptz
);
CREATE INDEX outbox_unsent_idx ON outbox (created_at) WHERE sent_at IS NULL;
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.01, fillfactor = 80);

CREATE PROCEDURE purge_outbox(keep interval)
    LANGUAGE plpgsql
AS $procedure$
DECLARE
    removed bigint;
BEGIN
    LOOP
        DELETE FROM outbox
        WHERE id IN (SELECT id FROM outbox WHERE sent_at < now() - keep LIMIT 1000);
        GET DIAGNOSTICS removed = ROW_COUNT;
        COMMIT;
        EXIT WHEN removed < 1000;
    END LOOP;
END;
$procedure$;
CALL purge_outbox('30 days');
