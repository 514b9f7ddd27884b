CREATE TABLE wide (a int, b int, c text, d bytea);
ALTER TABLE wide ALTER COLUMN c SET STATISTICS 500, ALTER COLUMN d SET STORAGE EXTERNAL, ALTER COLUMN c SET COMPRESSION pglz;
CREATE STATISTICS wide_ab (dependencies, ndistinct, mcv) ON a, b FROM wide;
ALTER TABLE wide SET (autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE INDEX wide_a ON wide (a);
ALTER TABLE wide CLUSTER ON wide_a;
ANALYZE wide (a, b);
