CREATE TABLE events (id bigint, kind text);
CREATE INDEX CONCURRENTLY IF NOT EXISTS events_kind_idx ON events (kind);
CREATE UNIQUE INDEX CONCURRENTLY events_id_idx ON events (id);
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_id_idx;
REINDEX INDEX CONCURRENTLY events_kind_idx;
DROP INDEX CONCURRENTLY IF EXISTS events_kind_idx;
VACUUM (ANALYZE) events;
