CREATE TABLE jobs (
    id        INTEGER PRIMARY KEY,
    payload   TEXT NOT NULL CHECK (json_valid(payload)),
    run_after INTEGER NOT NULL DEFAULT (unixepoch()),
    taken_by  TEXT,
    attempts  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_ready ON jobs (run_after, id) WHERE taken_by IS NULL;
CREATE TABLE dead_jobs AS SELECT * FROM jobs WHERE false;
CREATE TRIGGER jobs_die AFTER UPDATE OF attempts ON jobs WHEN new.attempts >= 5
BEGIN
    INSERT INTO dead_jobs SELECT * FROM jobs WHERE id = new.id;
    DELETE FROM jobs WHERE id = new.id;
END;
INSERT INTO jobs (payload) VALUES ('{"kind": "mail; now"}');
UPDATE jobs SET taken_by = 'w;1', attempts = attempts + 1
WHERE id = (SELECT id FROM jobs WHERE taken_by IS NULL AND run_after <= unixepoch() ORDER BY run_after, id LIMIT 1)
RETURNING id, payload;
