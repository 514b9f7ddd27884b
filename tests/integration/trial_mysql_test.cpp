#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"
#include "support/secret_watch.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

using namespace varve::test;

namespace {

/// Of a table, or another thing, of its own, so that one migration can have many.
struct Change {
    const char *made, *up, *down;
    const char* finding = ""; ///< what 'varve test' says, where the down is wrong
};

const std::vector<Change> faults{
    {"CREATE TABLE l# (id int, d int DEFAULT 5);", "ALTER TABLE l# DROP COLUMN d;",
     "ALTER TABLE l# ADD COLUMN d int;", "leaves the column l1.d as"},
    {"CREATE TABLE l# (id int, d int NOT NULL);", "ALTER TABLE l# DROP COLUMN d;",
     "ALTER TABLE l# ADD COLUMN d int;", "leaves the column l2.d as"},
    {"CREATE TABLE l# (id int, KEY i (id));", "DROP INDEX i ON l#;", "SELECT 1;",
     "loses the index i on l3: BTREE id"},
    {"CREATE TABLE l# (id int, d int);", "ALTER TABLE l# ADD COLUMN x int;",
     "ALTER TABLE l# DROP COLUMN x, DROP COLUMN d;", "loses the column l4.d: int(11)"},
    {"", "CREATE TABLE IF NOT EXISTS l# (id int);", "SELECT 1;", "leaves behind the table l5: "},
    {"CREATE TABLE a1 (id int, c int COMMENT 'old');", "ALTER TABLE a1 MODIFY c int COMMENT 'new';",
     "ALTER TABLE a1 MODIFY c int;", "leaves the column a1.c as"},
    {"CREATE TABLE a2 (id int) COMMENT 'old';", "ALTER TABLE a2 COMMENT 'new';",
     "ALTER TABLE a2 COMMENT '';", "leaves the table a2 as"},
    {"CREATE TABLE a3 (id int, c varchar(9) COLLATE utf8mb4_bin);",
     "ALTER TABLE a3 MODIFY c varchar(10);", "ALTER TABLE a3 MODIFY c varchar(9);",
     "where it was 'varchar(9) COLLATE utf8mb4_bin"},
    {"CREATE TABLE a4 (id int); CREATE TRIGGER r4 BEFORE INSERT ON a4 FOR EACH ROW SET NEW.id = 1;",
     "DROP TRIGGER r4;", "SELECT 1;", "loses the trigger r4 on a4: "},
    {"CREATE TABLE a5 (id int) PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10), "
     "PARTITION p2 VALUES LESS THAN (20));",
     "ALTER TABLE a5 DROP PARTITION p2;", "SELECT 1;", "loses the partition p2 on a5: RANGE ("},
    {"CREATE TABLE a6 (id int, c varchar(50), KEY k6 (c(10)));", "ALTER TABLE a6 DROP INDEX k6;",
     "ALTER TABLE a6 ADD INDEX k6 (c);",
     "leaves the index k6 on a6 as 'BTREE c' where it was 'BTREE c(10)'"},
    {"CREATE TABLE a7 (id int AUTO_INCREMENT PRIMARY KEY);", "ALTER TABLE a7 MODIFY id bigint;",
     "ALTER TABLE a7 MODIFY id int;", "the column a7.id as"},
    {"CREATE TABLE a8 (at timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);",
     "ALTER TABLE a8 DROP COLUMN at, ADD COLUMN x int;",
     "ALTER TABLE a8 DROP COLUMN x, ADD COLUMN at timestamp NULL DEFAULT CURRENT_TIMESTAMP;",
     "leaves the column a8.at as"},
    {"CREATE TABLE a9 (id int); CREATE SQL SECURITY INVOKER VIEW v9 AS SELECT id FROM a9;",
     "DROP VIEW v9;", "CREATE VIEW v9 AS SELECT id FROM a9;", "leaves the view v9 as"},
    {"CREATE PROCEDURE p10(a int) SELECT a;", "DROP PROCEDURE p10;",
     "CREATE PROCEDURE p10(a bigint) SELECT a;", "leaves the procedure p10 as"},
    {"CREATE FUNCTION f11(a int) RETURNS int DETERMINISTIC RETURN a;", "DROP FUNCTION f11;",
     "CREATE FUNCTION f11(a int) RETURNS int DETERMINISTIC RETURN a + 1;",
     "leaves the function f11 as"},
    {"", "CREATE EVENT e12 ON SCHEDULE EVERY 1 DAY DO SET @a = 1;",
     "ALTER EVENT e12 RENAME TO e12_old;", "leaves behind the event e12_old: "},
    {"CREATE TABLE a13 (id int PRIMARY KEY); CREATE TABLE b13 (id int, a int);",
     "ALTER TABLE b13 ADD CONSTRAINT c13 FOREIGN KEY (a) REFERENCES a13 (id);",
     "ALTER TABLE b13 DROP FOREIGN KEY c13;", "leaves behind the index c13 on b13: BTREE a"},
    {"CREATE TABLE a14 (id int PRIMARY KEY); CREATE TABLE b14 (id int, a int, KEY (a), FOREIGN KEY "
     "(a) REFERENCES a14 (id) ON DELETE CASCADE);",
     "ALTER TABLE b14 DROP FOREIGN KEY b14_ibfk_1;",
     "ALTER TABLE b14 ADD FOREIGN KEY (a) REFERENCES a14 (id);",
     "loses the foreign key (ON UPDATE RESTRICT ON DELETE CASCADE: (a) REFERENCES a14 (id)) on "
     "b14"},
    {"CREATE TABLE a15 (id int) ENGINE=InnoDB;", "ALTER TABLE a15 ENGINE=MyISAM;", "SELECT 1;",
     "leaves the table a15 as 'ENGINE=MyISAM"},
    {"CREATE TABLE `a b` (id int); INSERT INTO `a b` VALUES (1);", "DELETE FROM `a b`;",
     "SELECT 1;", "leaves 0 rows in `a b` where there were 1"},
};

/// What MySQL 5.6 does not know.
const std::vector<Change> faults_of_mariadb{
    {"", "CREATE SEQUENCE s1;", "ALTER SEQUENCE s1 INCREMENT BY 2;",
     "leaves behind the sequence s1: 1 2 "},
    {"CREATE TABLE a2m (id int, CONSTRAINT c2 CHECK (id > 0));",
     "ALTER TABLE a2m DROP CONSTRAINT c2;", "ALTER TABLE a2m ADD CONSTRAINT c2 CHECK (id > 1);",
     "leaves the check c2 on a2m as '`id` > 1' where it was '`id` > 0'"},
    {"CREATE TABLE a3m (id int, KEY k (id) IGNORED);", "ALTER TABLE a3m ALTER INDEX k NOT IGNORED;",
     "SELECT 1;", "leaves the index k on a3m as 'BTREE id' where it was 'BTREE IGNORED id'"},
    {"CREATE TABLE a4m (id int, d int AS (id * 2));", "ALTER TABLE a4m DROP COLUMN d;",
     "ALTER TABLE a4m ADD COLUMN d int AS (id * 3);",
     "leaves the column a4m.d as 'int(11) DEFAULT NULL VIRTUAL GENERATED AS (`id` * 3)'"},
    {"CREATE TABLE a5m (id int) WITH SYSTEM VERSIONING;", "ALTER TABLE a5m DROP SYSTEM VERSIONING;",
     "SELECT 1;", "leaves the table a5m as 'ENGINE"},
    {"CREATE TABLE a6m (id int); CREATE ALGORITHM=MERGE VIEW v6 AS SELECT id FROM a6m;",
     "DROP VIEW v6;", "CREATE ALGORITHM=TEMPTABLE VIEW v6 AS SELECT id FROM a6m;",
     "leaves the view v6 as 'ALGORITHM=TEMPTABLE"},
};

const char* const table = "CREATE TABLE t# (id int PRIMARY KEY, s varchar(50) DEFAULT 'a', n int, "
                          "KEY t_n (n)); INSERT INTO t# (id, n) VALUES (1, 1);";
const char* const child =
    "CREATE TABLE parent# (id int PRIMARY KEY); CREATE TABLE child# (p int, q int, FOREIGN KEY (p) "
    "REFERENCES parent# (id) ON DELETE CASCADE);";

/// What anybody writes, and takes back as it should be. The # is a number of its own for each.
const std::vector<Change> good_ones{
    {"", "CREATE TABLE t# (id int);", "DROP TABLE t#;"},
    {"", "CREATE TABLE t# (id int AUTO_INCREMENT PRIMARY KEY); INSERT INTO t# VALUES (), ();",
     "DROP TABLE t#;"},
    {table, "CREATE TABLE u# LIKE t#;", "DROP TABLE u#;"},
    {table, "CREATE TABLE u# AS SELECT * FROM t#;", "DROP TABLE u#;"},
    {table, "ALTER TABLE t# ADD COLUMN x int;", "ALTER TABLE t# DROP COLUMN x;"},
    {table, "ALTER TABLE t# ADD COLUMN x int NOT NULL DEFAULT 7 AFTER id;",
     "ALTER TABLE t# DROP COLUMN x;"},
    {table, "ALTER TABLE t# ADD COLUMN x char(3) CHARACTER SET latin1 DEFAULT 'i''t' COMMENT 'x';",
     "ALTER TABLE t# DROP COLUMN x;"},
    {table, "ALTER TABLE t# ADD COLUMN x int, ADD KEY t_x (x);", "ALTER TABLE t# DROP COLUMN x;"},
    {table, "ALTER TABLE t# DROP COLUMN s;", "ALTER TABLE t# ADD s varchar(50) DEFAULT 'a';"},
    {table, "ALTER TABLE t# MODIFY n bigint;", "ALTER TABLE t# MODIFY n int;"},
    {table, "ALTER TABLE t# MODIFY s varchar(80) DEFAULT 'b';",
     "ALTER TABLE t# MODIFY s varchar(50) DEFAULT 'a';"},
    {table, "ALTER TABLE t# CHANGE n m int;", "ALTER TABLE t# CHANGE m n int;"},
    {table, "ALTER TABLE t# MODIFY n int FIRST;", "ALTER TABLE t# MODIFY n int AFTER s;"},
    {table, "ALTER TABLE t# ALTER n SET DEFAULT 5;", "ALTER TABLE t# MODIFY n int;"},
    {table, "ALTER TABLE t# MODIFY s varchar(50) COLLATE utf8mb4_bin DEFAULT 'a';",
     "ALTER TABLE t# MODIFY s varchar(50) DEFAULT 'a';"},
    {table, "ALTER TABLE t# CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
     "ALTER TABLE t# CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;"},
    {table, "ALTER TABLE t# COMMENT 'of things';", "ALTER TABLE t# COMMENT '';"},
    {table, "ALTER TABLE t# ENGINE=MyISAM;", "ALTER TABLE t# ENGINE=InnoDB;"},
    {table, "RENAME TABLE t# TO u#;", "RENAME TABLE u# TO t#;"},
    {child, "ALTER TABLE child# RENAME TO u#;", "ALTER TABLE u# RENAME TO child#;"},
    {table, "CREATE INDEX t_s ON t# (s);", "DROP INDEX t_s ON t#;"},
    {table, "CREATE UNIQUE INDEX t_s ON t# (s(10), n);", "DROP INDEX t_s ON t#;"},
    {table, "CREATE FULLTEXT INDEX t_s ON t# (s);", "DROP INDEX t_s ON t#;"},
    {table, "DROP INDEX t_n ON t#;", "CREATE INDEX t_n ON t# (n);"},
    {table, "ALTER TABLE t# ADD INDEX (n, s);", "ALTER TABLE t# DROP INDEX n;"},
    {table, "ALTER TABLE t# DROP PRIMARY KEY;", "ALTER TABLE t# ADD PRIMARY KEY (id);"},
    {child, "CREATE TABLE u# (p int, CONSTRAINT u#_p FOREIGN KEY (p) REFERENCES parent# (id));",
     "DROP TABLE u#;"},
    {child, "ALTER TABLE child# DROP FOREIGN KEY child#_ibfk_1;",
     "ALTER TABLE child# ADD FOREIGN KEY (p) REFERENCES parent# (id) ON DELETE CASCADE;"},
    {child, "ALTER TABLE child# ADD CONSTRAINT c# FOREIGN KEY (q) REFERENCES parent# (id);",
     "ALTER TABLE child# DROP FOREIGN KEY c#, DROP INDEX c#;"},
    {"CREATE TABLE p# (id int PRIMARY KEY); CREATE TABLE c# (a int, b int, KEY (a), KEY (b), "
     "FOREIGN "
     "KEY (a) REFERENCES p# (id), FOREIGN KEY (b) REFERENCES p# (id) ON DELETE CASCADE);",
     "ALTER TABLE c# RENAME TO d#, DROP FOREIGN KEY c#_ibfk_1, DROP FOREIGN KEY c#_ibfk_2;",
     "ALTER TABLE d# RENAME TO c#; ALTER TABLE c# ADD FOREIGN KEY (b) REFERENCES p# (id) ON DELETE "
     "CASCADE; ALTER TABLE c# ADD FOREIGN KEY (a) REFERENCES p# (id);"},
    {table, "CREATE VIEW v# AS SELECT id, n FROM t# WHERE n > 0;", "DROP VIEW v#;"},
    {"CREATE VIEW v# AS SELECT 1 AS a;", "DROP VIEW v#;", "CREATE VIEW v# AS SELECT 1 AS a;"},
    {"CREATE VIEW v# AS SELECT 1 AS a;", "CREATE OR REPLACE VIEW v# AS SELECT 2 AS a;",
     "CREATE OR REPLACE VIEW v# AS SELECT 1 AS a;"},
    {table, "CREATE TRIGGER r# BEFORE INSERT ON t# FOR EACH ROW BEGIN SET NEW.n = 1; END;",
     "DROP TRIGGER r#;"},
    {"CREATE TABLE t# (id int); CREATE TRIGGER r# AFTER INSERT ON t# FOR EACH ROW SET @seen = 1;",
     "DROP TRIGGER r#;",
     "CREATE TRIGGER r# AFTER INSERT ON t#\nFOR EACH ROW\n  -- none\n  SET  @seen=1;"},
    {"", "CREATE PROCEDURE p#(IN a int, OUT b varchar(9)) BEGIN SET b = a; END;",
     "DROP PROCEDURE p#;"},
    {"", "CREATE FUNCTION f#(a int) RETURNS varchar(9) DETERMINISTIC RETURN a;",
     "DROP FUNCTION f#;"},
    {"", "CREATE EVENT e# ON SCHEDULE EVERY 1 HOUR DO SET @a = 1;", "DROP EVENT e#;"},
    {"CREATE EVENT e# ON SCHEDULE EVERY 1 DAY DO SET @a = 1;", "DROP EVENT e#;",
     "CREATE EVENT e# ON SCHEDULE EVERY 1 DAY STARTS CURRENT_TIMESTAMP + INTERVAL 1 DAY DO SET @a "
     "= "
     "1;"},
    {"CREATE TABLE t# (id int) PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10));",
     "ALTER TABLE t# ADD PARTITION (PARTITION p2 VALUES LESS THAN (20));",
     "ALTER TABLE t# DROP PARTITION p2;"},
    {table, "INSERT INTO t# (id, n) VALUES (5, 5); UPDATE t# SET n = 6 WHERE id = 5;",
     "DELETE FROM t# WHERE id = 5;"},
    {"", "SET sql_mode = 'ANSI_QUOTES'; CREATE TABLE \"t#\" (id int);", "DROP TABLE t#;"},
};

/// One migration that makes what all the changes need, and one with all of them.
Outcome tried(const Database& database, const std::vector<Change>& changes) {
    std::string made, up, down;
    std::size_t number = 0;
    const auto add = [&](const std::string& text, std::string& to) {
        for (const char c : text) to += c == '#' ? std::to_string(number) : std::string(1, c);
        to += '\n';
    };
    for (const Change& change : changes) {
        ++number;
        add(change.made, made);
        add(change.up, up);
        add(change.down, down);
    }
    Project project;
    project.url = database.url();
    project.migration("20260101000000_make", "-- varve:up\n" + made);
    project.migration("20260102000000_all_of_them",
                      "-- varve:allow all\n-- varve:up\n" + up + "\n-- varve:down\n" + down);
    return project.varve({"test"});
}

} // namespace

BOOST_AUTO_TEST_SUITE(trial_mysql, *boost::unit_test::precondition(mysql_is_there))

BOOST_AUTO_TEST_CASE(finds_what_its_author_did_not_see) {
    for_each_mysql([](const Database& database) {
        std::vector<Change> all = faults;
        if (database.kind() == "mariadb")
            all.insert(all.end(), faults_of_mariadb.begin(), faults_of_mariadb.end());
        const Outcome outcome = tried(database, all);
        require_exit(outcome, 1);
        for (const Change& fault : all)
            BOOST_TEST(says(outcome, fault.finding), fault.finding << "\n" << outcome.output);
    });
}

BOOST_AUTO_TEST_CASE(passes_what_anybody_writes) {
    for_each_mysql([](const Database& database) { require_exit(tried(database, good_ones), 0); });
}

// Nothing that was done is rolled back here.
BOOST_AUTO_TEST_CASE(leaves_no_scratch_database_behind) {
    for_each_mysql([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto left = [&](const Process& process) {
            return database.rows("SHOW DATABASES LIKE 'varve\\_scratch\\_" +
                                 std::to_string(process.pid()) + "\\_%'");
        };
        project.migration("20260101000000_bad",
                          "-- varve:up\nCREATE TABLE t (x int);\nCREATE TABLE t (x int);\n");
        Process failing(project.command({"test"}));
        require_exit(failing.wait(), 1);
        BOOST_TEST(left(failing) == "");
        project.migration(
            "20260101000000_bad",
            "-- varve:up\nCREATE TABLE t (x int);\nINSERT INTO t SELECT COUNT(*) FROM "
            "information_schema.collations a, information_schema.collations b, "
            "information_schema.collations c, information_schema.collations d, "
            "information_schema.collations e;\n");
        Process slow(project.command({"test"}));
        const std::string at_work = "SELECT COUNT(*) FROM information_schema.processlist WHERE db "
                                    "LIKE 'varve\\_scratch\\_" +
                                    std::to_string(slow.pid()) +
                                    "\\_%' AND info LIKE 'INSERT INTO t SELECT%'";
        for (int i = 0; i < 200 && database.rows(at_work) != "1\n"; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        slow.signal(SIGINT);
        require_exit(slow.wait(), 130);
        BOOST_TEST(left(slow) == "");
    });
}

BOOST_AUTO_TEST_CASE(needs_a_place_for_its_scratch_database) {
    for_each_mysql([](const Database& database) {
        const std::string user = "maker_" + new_database_name().substr(20);
        database.execute("GRANT ALL ON " + database.name() + ".* TO " + user +
                         "@localhost IDENTIFIED BY '" + test_password() + '\'');
        Project project;
        project.url = with_user(database.url(), user);
        project.migration("20260101000000_make",
                          "-- varve:up\nCREATE TABLE t (x int);\n-- varve:down\nDROP TABLE t;\n");
        const Outcome refused = project.varve({"test"});
        require_exit(refused, 1);
        BOOST_TEST(says(refused, "a scratch database cannot be made: Access denied for user"));
        const std::string grant = "GRANT ALL ON `varve\\_scratch\\_%`.* TO ";
        BOOST_TEST(says(refused, grant));
        database.execute(grant + user + "@localhost");
        require_exit(project.varve({"test"}), 0);
        database.execute("DROP USER " + user + "@localhost");
    });
}

BOOST_AUTO_TEST_SUITE_END()
