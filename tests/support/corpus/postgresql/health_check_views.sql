CREATE VIEW table_sizes AS
SELECT n.nspname AS schema, c.relname AS name, pg_size_pretty(pg_total_relation_size(c.oid)) AS size
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';

CREATE VIEW unused_indexes AS
SELECT s.relname, s.indexrelname, s.idx_scan
FROM pg_stat_user_indexes AS s JOIN pg_index AS i USING (indexrelid)
WHERE s.idx_scan = 0 AND NOT i.indisunique AND i.indisvalid;

CREATE VIEW blocked AS
SELECT a.pid, left(a.query, 60) || CASE WHEN length(a.query) > 60 THEN ' …;' ELSE '' END AS query, pg_blocking_pids(a.pid) AS by
FROM pg_stat_activity AS a WHERE cardinality(pg_blocking_pids(a.pid)) > 0;

SELECT count(*) FROM blocked;
