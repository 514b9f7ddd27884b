CREATE TYPE job_state AS ENUM ('ready', 'running', 'done', 'failed');
CREATE TABLE jobs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue      text NOT NULL DEFAULT 'default',
    payload    jsonb NOT NULL,
    state      job_state NOT NULL DEFAULT 'ready',
    attempts   smallint NOT NULL DEFAULT 0,
    run_after  timestamptz NOT NULL DEFAULT now(),
    last_error text
);
CREATE INDEX jobs_ready_idx ON jobs (queue, run_after) WHERE state = 'ready';

CREATE FUNCTION take_job(wanted_queue text) RETURNS SETOF jobs
    LANGUAGE sql
AS $$
    UPDATE jobs
    SET state = 'running', attempts = attempts + 1
    WHERE id = (
        SELECT id FROM jobs
        WHERE queue = wanted_queue AND state = 'ready' AND run_after <= now()
        ORDER BY run_after
        FOR UPDATE SKIP LOCKED
        LIMIT 1
    )
    RETURNING *;
$$;

CREATE FUNCTION fail_job(job bigint, reason text) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE jobs SET
        state = CASE WHEN attempts >= 5 THEN 'failed'::job_state ELSE 'ready' END,
        run_after = now() + make_interval(secs => 2 ^ attempts),
        last_error = reason
    WHERE id = job;
END
$$;

INSERT INTO jobs (payload) VALUES ('{"kind": "mail;"}');
SELECT id, state FROM take_job('default');
