CREATE TABLE parents (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text);
CREATE TABLE children (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), parent_id uuid NOT NULL REFERENCES parents (id) MATCH FULL ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE);
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
WITH p AS (INSERT INTO parents (id, name) VALUES ('00000000-0000-4000-8000-000000000001', 'p;1') RETURNING id)
INSERT INTO children (parent_id) SELECT id FROM p, generate_series(1, 3);
COMMIT;
SELECT count(*) FROM children;
