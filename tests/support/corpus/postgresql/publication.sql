CREATE TABLE replicated (id int PRIMARY KEY, a text, b text);
CREATE TABLE kept_here (id int PRIMARY KEY);
CREATE PUBLICATION some_rows FOR TABLE replicated (id, a) WHERE (id > 10) WITH (publish = 'insert, update');
ALTER TABLE replicated REPLICA IDENTITY FULL;
ALTER PUBLICATION some_rows SET (publish_via_partition_root = true);
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA public;
DROP PUBLICATION whole_schema;
