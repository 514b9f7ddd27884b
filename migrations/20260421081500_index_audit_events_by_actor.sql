-- "What did this user do?" reads the whole table, which has grown to where that takes seconds. It
-- also grows with every request, so PostgreSQL builds the index without holding up the writers.
-- That cannot be done in a transaction: the statement stands alone in its migration, and varve
-- sees from it that there can be none.

-- varve:up

-- varve:dialect postgresql
CREATE INDEX CONCURRENTLY audit_events_actor_idx ON audit_events (actor_id, occurred_at DESC);

-- varve:dialect sqlite,mysql
CREATE INDEX audit_events_actor_idx ON audit_events (actor_id, occurred_at DESC);

-- varve:down

-- varve:dialect postgresql
DROP INDEX CONCURRENTLY audit_events_actor_idx;

-- varve:dialect sqlite
DROP INDEX audit_events_actor_idx;

-- varve:dialect mysql
DROP INDEX audit_events_actor_idx ON audit_events;
