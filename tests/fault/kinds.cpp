#include "kinds.hpp"

namespace varve::test {

namespace {

const std::string table =
    "CREATE TABLE t (id int PRIMARY KEY, x int, name text);\n"
    "INSERT INTO t (id, x, name) VALUES (1, 10, 'one'), (2, 20, 'two'), (3, 30, 'three');\n";

} // namespace

const std::vector<Kind>& sqlite_kinds() {
    static const std::vector<Kind> kinds{
        {.name = "create table", .statement = "CREATE TABLE made (id int)"},
        {.name = "create table as",
         .statement = "CREATE TABLE made AS SELECT id, x * 2 AS y FROM t",
         .setup = table},
        {.name = "alter table add",
         .statement = "ALTER TABLE t ADD COLUMN more text DEFAULT 'x'",
         .setup = table},
        {.name = "alter table drop", .statement = "ALTER TABLE t DROP COLUMN x", .setup = table},
        {.name = "alter table rename",
         .statement = "ALTER TABLE t RENAME TO renamed",
         .setup = table},
        {.name = "create index", .statement = "CREATE UNIQUE INDEX t_x ON t (x)", .setup = table},
        {.name = "drop index",
         .statement = "DROP INDEX t_x",
         .setup = table + "CREATE INDEX t_x ON t (x);"},
        {.name = "create view", .statement = "CREATE VIEW v AS SELECT x FROM t", .setup = table},
        {.name = "create trigger",
         .statement =
             "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET x = 0 WHERE id = new.id; END",
         .setup = table},
        {.name = "drop table", .statement = "DROP TABLE t", .setup = table},
        {.name = "insert",
         .statement = "INSERT INTO t SELECT id + 100, x, name FROM t",
         .setup = table},
        {.name = "update", .statement = "UPDATE t SET x = x + 1", .setup = table},
        {.name = "delete", .statement = "DELETE FROM t WHERE id > 1", .setup = table},
        {.name = "many rows",
         .statement = "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM "
                      "n LIMIT 20000) "
                      "SELECT i, i, 'row' FROM n",
         .setup = table},
        {.name = "vacuum", .statement = "VACUUM", .setup = table, .outside = true},
        {.name = "journal mode",
         .statement = "PRAGMA journal_mode = WAL",
         .setup = table,
         .question = "PRAGMA journal_mode",
         .outside = true},
    };
    return kinds;
}

const std::vector<Kind>& postgresql_kinds() {
    static const std::vector<Kind> kinds{
        {.name = "create table", .statement = "CREATE TABLE made (id int)"},
        {.name = "create table as",
         .statement = "CREATE TABLE made AS SELECT id, x * 2 AS y FROM t",
         .setup = table},
        {.name = "alter table add",
         .statement = "ALTER TABLE t ADD COLUMN more text DEFAULT 'x'",
         .setup = table},
        {.name = "alter table type",
         .statement = "ALTER TABLE t ALTER COLUMN x TYPE bigint",
         .setup = table},
        {.name = "drop column", .statement = "ALTER TABLE t DROP COLUMN x", .setup = table},
        {.name = "create index", .statement = "CREATE UNIQUE INDEX t_x ON t (x)", .setup = table},
        {.name = "create function",
         .statement =
             "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$"},
        {.name = "create trigger",
         .statement = "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()",
         .setup = table + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN "
                          "NEW; END $$;"},
        {.name = "create view", .statement = "CREATE VIEW v AS SELECT x FROM t", .setup = table},
        {.name = "create type", .statement = "CREATE TYPE mood AS ENUM ('fine', 'bad')"},
        {.name = "add enum value",
         .statement = "ALTER TYPE mood ADD VALUE 'better'",
         .setup = "CREATE TYPE mood AS ENUM ('fine', 'bad');"},
        {.name = "drop table", .statement = "DROP TABLE t", .setup = table},
        {.name = "truncate", .statement = "TRUNCATE t", .setup = table},
        {.name = "insert",
         .statement = "INSERT INTO t SELECT id + 100, x, name FROM t",
         .setup = table},
        {.name = "update", .statement = "UPDATE t SET x = x + 1", .setup = table},
        {.name = "delete", .statement = "DELETE FROM t WHERE id > 1", .setup = table},
        {.name = "copy",
         .statement = "COPY t (id, x, name) FROM stdin;\n7\t70\tseven\n8\t80\teight\n\\.\n-- end",
         .setup = table},
        {.name = "do block",
         .statement = "DO $$ BEGIN INSERT INTO t VALUES (9, 90, 'nine'); END $$",
         .setup = table},
        {.name = "slow statement",
         .statement = "INSERT INTO t SELECT 9, 90, 'nine' FROM pg_sleep(0.3)",
         .setup = table},
        {.name = "grant", .statement = "GRANT SELECT ON t TO PUBLIC", .setup = table},
        {.name = "comment", .statement = "COMMENT ON TABLE t IS 'a table'", .setup = table},
        {.name = "create index concurrently",
         .statement = "CREATE INDEX CONCURRENTLY t_x ON t (x)",
         .setup = table,
         .outside = true},
        {.name = "drop index concurrently",
         .statement = "DROP INDEX CONCURRENTLY t_x",
         .setup = table + "CREATE INDEX t_x ON t (x);",
         .outside = true},
        {.name = "reindex concurrently",
         .statement = "REINDEX INDEX CONCURRENTLY t_x",
         .setup = table + "CREATE INDEX t_x ON t (x);",
         .outside = true},
        {.name = "vacuum", .statement = "VACUUM t", .setup = table, .outside = true},
        {.name = "detach partition concurrently",
         .statement = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
         .setup = "CREATE TABLE p (x int) PARTITION BY RANGE (x); CREATE TABLE p1 PARTITION OF p "
                  "FOR VALUES FROM (0) TO (9);",
         .outside = true},
        {.name = "create database",
         .statement = "CREATE DATABASE {made}",
         .question = "SELECT count(*) FROM pg_database WHERE datname = '{made}'",
         .outside = true,
         .cleanup = "DROP DATABASE IF EXISTS {made}"},
        {.name = "alter system",
         .statement = "ALTER SYSTEM SET log_min_duration_statement = 12345",
         .question =
             "SELECT setting FROM pg_file_settings WHERE name = 'log_min_duration_statement'",
         .outside = true,
         .cleanup = "ALTER SYSTEM RESET log_min_duration_statement"},
    };
    return kinds;
}

} // namespace varve::test
