#include "mysql_probe_cases.hpp"

#include <array>

namespace varve::test {

namespace {

using testing::Report;

constexpr std::array before{
    "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(20), KEY ka (a), UNIQUE KEY u "
    "(b))",
    "CREATE TABLE s (id INT PRIMARY KEY, t_id INT, KEY (t_id))",
    "CREATE TABLE p (id INT PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN "
    "(10), PARTITION p1 VALUES LESS THAN (20))",
    "CREATE TABLE `o'd\\d` (a INT)",
    "INSERT INTO t VALUES (1, 1, 1, 'x')",
    "CREATE VIEW v AS SELECT 1 AS one",
    "CREATE PROCEDURE pr() SELECT 1",
    "CREATE FUNCTION fu() RETURNS INT DETERMINISTIC RETURN 1",
    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1",
    "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY DO SET @a = 1"};

// What others may do meanwhile.
constexpr std::array meanwhile{"INSERT INTO t SELECT MAX(id) + 1, 7, MAX(b) + 1, 'y' FROM t",
                               "DELETE FROM t WHERE id > 3",
                               "CREATE TABLE IF NOT EXISTS another (a INT)", "ANALYZE TABLE t"};

constexpr std::array on_all{
    "CREATE TABLE n (a INT)",
    "CREATE TABLE n LIKE t",
    "DROP TABLE s",
    "DROP TABLE s, t",
    "DROP TABLE `o'd\\d`",
    "ALTER TABLE t ADD d INT",
    "ALTER TABLE t ADD d INT AFTER a",
    "ALTER TABLE t DROP COLUMN c",
    "ALTER TABLE t MODIFY b INT FIRST, MODIFY a INT AFTER b",
    "ALTER TABLE t MODIFY a INT NULL COMMENT 'x'",
    "ALTER TABLE t MODIFY a BIGINT",
    "ALTER TABLE t MODIFY a INT NOT NULL",
    "ALTER TABLE t CHANGE a z INT",
    "ALTER TABLE t ALTER a SET DEFAULT 0",
    "ALTER TABLE t ADD INDEX kk (b, a)",
    "ALTER TABLE t DROP INDEX ka, ADD INDEX ka (a, b)",
    "ALTER TABLE t DROP PRIMARY KEY",
    "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE",
    "ALTER TABLE t COMMENT = 'x'",
    "ALTER TABLE t CONVERT TO CHARACTER SET latin1",
    "ALTER TABLE t ENGINE = MyISAM",
    "ALTER TABLE t RENAME TO tt",
    "ALTER TABLE p ADD PARTITION (PARTITION p2 VALUES LESS THAN (30))",
    "ALTER TABLE p DROP PARTITION p1",
    "ALTER TABLE p REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES LESS THAN (15), PARTITION p2 "
    "VALUES LESS THAN (20))",
    "ALTER TABLE p REMOVE PARTITIONING",
    "CREATE UNIQUE INDEX kn ON t (c)",
    "CREATE INDEX kn ON t (c(3))",
    "DROP INDEX ka ON t",
    "CREATE VIEW w AS SELECT 1",
    "DROP VIEW v",
    "CREATE PROCEDURE pn() BEGIN SELECT 1; END",
    "CREATE FUNCTION fn() RETURNS INT DETERMINISTIC RETURN 1",
    "DROP PROCEDURE pr",
    "DROP FUNCTION fu",
    "CREATE TRIGGER tn AFTER INSERT ON t FOR EACH ROW SET @a = 1",
    "DROP TRIGGER tr",
    "CREATE EVENT en ON SCHEDULE EVERY 1 DAY DO SET @a = 1",
    "DROP EVENT ev",
    "ALTER EVENT ev RENAME TO ew",
    "RENAME TABLE t TO u",
    "RENAME TABLE t TO u, s TO w"};

constexpr std::array on_mariadb{"ALTER TABLE t RENAME INDEX ka TO kb",
                                "ALTER TABLE t RENAME COLUMN a TO z",
                                "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)",
                                "ALTER TABLE t ADD g INT AS (a + 1) VIRTUAL",
                                "ALTER TABLE t ADD SYSTEM VERSIONING",
                                "ALTER TABLE t ALTER INDEX ka IGNORED",
                                "CREATE TABLE n AS SELECT * FROM t"};

void check(const MysqlPlace& place, Report& report, const char* statement) {
    const Url url = place.make_database();
    const auto connection = place.driver.connect({.url = url});
    for (const char* const sql : before) connection->execute(sql);
    const StatementTraits traits = connection->dialect().classify({statement});
    report.require(traits.probe.has_value(), std::string(statement) + " has a probe");
    const auto ask = [&] { return connection->query_row({traits.probe->state}).at(0).to_string(); };
    const auto wait = [&] {
        for (const char* const sql : meanwhile) connection->execute(sql);
    };
    const std::string first = ask();
    wait();
    report.equal(ask(), first, std::string("before ") + statement);
    connection->execute(statement);
    report.check(ask() != first, std::string("is noticed: ") + statement);
    place.drop_database(url);
}

} // namespace

testing::Suite mysql_probe_cases(const MysqlPlace& place) {
    testing::Suite suite{.name = "probes"};
    suite.cases.push_back({"notice_what_took_effect", [place](Report& report) {
                               for (const char* const sql : on_all) check(place, report, sql);
                               if (!place.mariadb) return;
                               for (const char* const sql : on_mariadb) check(place, report, sql);
                           }});
    return suite;
}

} // namespace varve::test
