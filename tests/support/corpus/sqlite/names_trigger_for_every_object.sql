CREATE TABLE t (a);CREATE VIEW trigger AS SELECT ';' AS a;CREATE INDEX trigger2 ON t (a);CREATE TEMP TABLE temp (trigger, begin);CREATE TEMP VIEW begin AS SELECT 1 AS end;SELECT end FROM begin;SELECT a FROM trigger;
DROP VIEW trigger;DROP VIEW begin;SELECT 10;
