#include "support/mysql.hpp"
#include "support/program.hpp"
#include "support/secret_watch.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <regex>

#include <unistd.h>

using namespace varve::test;

namespace {

/// A project with a database of its own on the server that this variable names.
class MysqlProject : public Project {
public:
    explicit MysqlProject(const std::string& variable)
        : server_(server_url(variable)), database_(mysql_database(server_)) {
        url = database_->url();
    }

    std::string rows(const std::string& sql) const {
        std::vector<std::string> words = mysql_client(server_, name());
        words.push_back("--execute=" + sql);
        const Outcome outcome = run({.arguments = words});
        BOOST_TEST(outcome.error == "");
        return outcome.output;
    }
    std::string name() const { return database_->name(); }

private:
    std::string server_;
    std::unique_ptr<Database> database_;
};

void for_each_server(const std::function<void(MysqlProject&)>& check) {
    for (const char* const variable : {"VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"})
        BOOST_TEST_CONTEXT(variable) {
            MysqlProject project(variable);
            check(project);
        }
}

const std::string scratches = "SHOW DATABASES LIKE 'varve\\_scratch\\_%'";

// Two tables with rows, one of which references the other.
void make_shop(const MysqlProject& project) {
    project.rows("CREATE TABLE shops (id INT PRIMARY KEY, about TEXT) ENGINE=InnoDB; "
                 "CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(9), shop INT, "
                 "KEY by_name (name), CONSTRAINT of_shop FOREIGN KEY (shop) REFERENCES shops (id)) "
                 "ENGINE=InnoDB; INSERT INTO shops VALUES (1, ''); INSERT INTO items VALUES (1, "
                 "'1', 1)");
}

// Columns two spaces apart.
std::string evened(const std::string& text) {
    return std::regex_replace(text, std::regex(" {3,}"), "  ");
}

boost::test_tools::assertion_result both_are_there(boost::unit_test::test_unit_id) {
    const auto mariadb = server_is_there("VARVE_TEST_MARIADB");
    return mariadb ? server_is_there("VARVE_TEST_MYSQL") : mariadb;
}

} // namespace

BOOST_AUTO_TEST_SUITE(mysql, *boost::unit_test::precondition(both_are_there))

BOOST_AUTO_TEST_CASE(goes_up_down_and_up_with_tables_and_rows_in_one_migration) {
    for_each_server([](const MysqlProject& project) {
        project.migration("20260101000000_users",
                          "-- varve:up\n"
                          "CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, email "
                          "VARCHAR(190) NOT NULL);\n"
                          "CREATE TRIGGER small BEFORE INSERT ON users FOR EACH ROW BEGIN SET "
                          "NEW.email = LOWER(NEW.email); END;\n"
                          "INSERT INTO users (email) VALUES ('A@X'), ('B@X');\n"
                          "CREATE INDEX users_email ON users (email);\n"
                          "-- varve:down\nDROP TABLE users;\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT email FROM users ORDER BY id") == "a@x\nb@x\n");
        require_exit(project.varve({"status", "--check"}), 0);
        require_exit(project.varve({"revert", "--all", "--yes"}), 0);
        BOOST_TEST(project.rows("SHOW TABLES LIKE 'users'") == "");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT count(*) FROM users") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(goes_on_behind_what_is_done_when_the_rest_is_mended) {
    for_each_server([](const MysqlProject& project) {
        const auto write = [&](const std::string& type) {
            project.migration("20260101000000_users", "-- varve:up\n"
                                                      "CREATE TABLE users (id INT);\n"
                                                      "INSERT INTO users VALUES (1);\n"
                                                      "ALTER TABLE users ADD COLUMN x " +
                                                          type + ";\n");
        };
        write("NOTATYPE");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "20260101000000_users.sql:4"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        write("INT");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(project.rows("SELECT count(*), count(x) FROM users") == "1\t0\n");
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsal_tells_how_the_server_does_each_statement) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_widen",
                          "-- varve:up\n"
                          "ALTER TABLE items ADD COLUMN colour INT;\n"
                          "CREATE INDEX by_colour ON items (colour);\n"
                          "ALTER TABLE items MODIFY name INT;\n"
                          "ALTER TABLE items DROP FOREIGN KEY of_shop;\n"
                          "ALTER TABLE items ADD CONSTRAINT again FOREIGN KEY (shop) REFERENCES "
                          "shops (id);\n"
                          "DROP INDEX by_name ON items;\n"
                          "ALTER TABLE shops ADD FULLTEXT (about);\n"
                          "CREATE TABLE fresh (a INT);\n"
                          "INSERT INTO fresh VALUES (1);\n"
                          "ALTER TABLE fresh ADD COLUMN b INT;\n"
                          "ALTER TABLE fresh ORDER BY a;\n"
                          "ALTER TABLE fresh ENGINE=MyISAM;\n"
                          "ALTER TABLE fresh ENGINE InnoDB;\n");
        const std::string before = project.rows("SHOW CREATE TABLE items; SHOW TABLES");
        const Outcome plan = project.varve({"plan", "--rehearse", "--allow", "all"});
        require_exit(plan, 0);
        const bool is_mariadb = says(project.varve({"status"}), "MariaDB");
        const std::string add = is_mariadb ? "ALGORITHM=INSTANT" : "ALGORITHM=INPLACE, LOCK=NONE";
        const std::string index = is_mariadb ? "NOCOPY, LOCK=NONE" : "INPLACE, LOCK=NONE";
        const std::string drop = is_mariadb ? "INSTANT" : "INPLACE, LOCK=NONE";
        const std::string done = "  other schema changes wait; ";
        const std::string copied = "  writes wait; ALGORITHM=COPY, LOCK=SHARED";
        const std::string scanned = "  writes wait; ALGORITHM=INPLACE, LOCK=SHARED";
        for (const std::string& line : {
                 "line 2  ALTER TABLE items ADD COLUMN colour INT" + done + add,
                 "line 3  CREATE INDEX by_colour ON items" + done + "ALGORITHM=" + index,
                 "line 4  ALTER TABLE items MODIFY name INT" + copied,
                 "line 5  ALTER TABLE items DROP FOREIGN KEY of_shop" + done + "ALGORITHM=" + drop,
                 "line 6  ALTER TABLE items ADD CONSTRAINT again FOREIGN KEY" + copied,
                 "line 7  DROP INDEX by_name ON items" + done + "ALGORITHM=" + index,
                 "line 8  ALTER TABLE shops ADD FULLTEXT" + scanned,
                 "line 11  ALTER TABLE fresh ADD COLUMN b INT" + done + add,
                 "line 12  ALTER TABLE fresh ORDER BY a" + copied,
                 "line 13  ALTER TABLE fresh ENGINE = MyISAM" + copied,
                 "line 14  ALTER TABLE fresh ENGINE InnoDB" + copied,
             })
            BOOST_TEST(evened(plan.output).find(line) != std::string::npos,
                       plan.output << " lacks: " << line);
        BOOST_TEST(project.rows("SHOW CREATE TABLE items; SHOW TABLES") == before);
        BOOST_TEST(project.rows(scratches) == "");
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsal_says_what_the_server_refuses) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_narrow",
                          "-- varve:up\n"
                          "ALTER TABLE items ADD COLUMN colour INT, ALGORITHM=COPY;\n"
                          "ALTER TABLE items MODIFY name INT, ALGORITHM=INPLACE;\n"
                          "ALTER TABLE items ADD COLUMN size INT;\n");
        const Outcome plan = project.varve({"plan", "--rehearse", "--allow", "all", "--json"});
        require_exit(plan, 0);
        BOOST_TEST(says(plan, "\"method\": \"ALGORITHM=COPY, LOCK=SHARED\""));
        BOOST_TEST(says(plan, "\"objection\": \"refused: ALGORITHM=INPLACE is not supported. "
                              "Reason: Cannot change column type"));
        BOOST_TEST(says(plan, "\"kind\": \"ddl\""));
        BOOST_TEST(project.rows(scratches) == "");
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsal_knows_the_foreign_keys_of_other_tables) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_a", "-- varve:up\nALTER TABLE shops MODIFY id BIGINT;\n");
        BOOST_TEST(says(project.varve({"plan", "--rehearse", "--allow", "all"}),
                        "not tried: Cannot change column 'id': used in a foreign key constraint "
                        "'of_shop' of table '" +
                            project.name() + ".items'"));
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsal_heeds_what_a_migration_sets) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_unchecked",
                          "-- varve:up\nSET foreign_key_checks = 0;\n"
                          "ALTER TABLE items ADD FOREIGN KEY (id) REFERENCES shops (id);\n");
        project.migration("20260102000000_checked",
                          "-- varve:up\n"
                          "ALTER TABLE items ADD FOREIGN KEY (id) REFERENCES shops (id);\n");
        const std::string plan = evened(project.varve({"plan", "--rehearse"}).output);
        const std::string key = "ALTER TABLE items ADD FOREIGN KEY  ";
        BOOST_TEST(plan.find("line 3  " + key + "other schema changes wait; ALGORITHM=IN") !=
                       std::string::npos,
                   plan);
        BOOST_TEST(plan.find("line 2  " + key + "writes wait; ALGORITHM=COPY, LOCK=SHARED") !=
                       std::string::npos,
                   plan);
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsal_leaves_all_databases_but_its_own_alone) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        const std::string other = project.name() + "_other";
        project.rows("CREATE TABLE old (a INT NOT NULL) ENGINE=CSV; CREATE DATABASE " + other +
                     "; CREATE TABLE " + other +
                     ".far (id INT PRIMARY KEY) ENGINE=InnoDB; CREATE TABLE near (id INT, "
                     "FOREIGN KEY (id) REFERENCES " +
                     other + ".far (id)) ENGINE=InnoDB");
        project.migration("20260101000000_elsewhere",
                          "-- varve:up\n"
                          "ALTER TABLE " +
                              project.name() +
                              ".items ADD COLUMN a INT;\n"
                              "DROP TABLE `" +
                              project.name() +
                              "` . `shops`;\n"
                              "ALTER TABLE old ADD COLUMN b INT NOT NULL;\n"
                              "ALTER TABLE near ADD COLUMN b INT;\n"
                              "CREATE TABLE c (a INT NOT NULL) ENGINE=CSV;\n"
                              "INSERT INTO " +
                              project.name() +
                              ".shops VALUES (9, '');\n"
                              "ALTER TABLE items ADD COLUMN d INT;\n"
                              "ALTER TABLE c ADD COLUMN b INT NOT NULL;\n"
                              "USE mysql;\n"
                              "ALTER TABLE items ADD COLUMN e INT;\n");
        const std::string all = "SHOW CREATE TABLE items; SHOW TABLES; SELECT * FROM shops";
        const std::string before = project.rows(all);
        const Outcome plan = project.varve({"plan", "--rehearse", "--allow", "all"});
        require_exit(plan, 0);
        BOOST_TEST(says(plan, "not tried: it may name something in another database"));
        BOOST_TEST(says(plan, "not tried: old has the engine csv, of which no copies are made"));
        BOOST_TEST(says(plan, "not tried: near has a foreign key into another database"));
        BOOST_TEST(says(plan, "not tried: it names an engine of which no copies are made"));
        BOOST_TEST(says(plan, "not tried: Table '" + project.name() + ".c' doesn't exist"));
        BOOST_TEST(project.rows(all) == before);
        BOOST_TEST(project.rows(scratches) == "");
        project.rows("DROP TABLE near; DROP DATABASE " + other);
    });
}

BOOST_AUTO_TEST_CASE(a_plan_is_shown_where_no_scratch_database_may_be_made) {
    for_each_server([](MysqlProject& project) {
        make_shop(project);
        const std::string user = "small_" + std::to_string(::getpid());
        project.rows("GRANT ALL ON " + project.name() + ".* TO " + user +
                     "@localhost IDENTIFIED BY '" + test_password() + '\'');
        project.url = with_user(project.url, user);
        project.migration("20260101000000_a", "-- varve:up\nALTER TABLE items ADD a INT;\n");
        const Outcome plan = project.varve({"plan", "--rehearse"});
        require_exit(plan, 0);
        BOOST_TEST(says(plan, "line 2  ALTER TABLE items ADD a INT  other schema changes wait\n"));
        BOOST_TEST(says(plan, "the plan was not rehearsed: a scratch database cannot be made"));
        BOOST_TEST(says(plan, "GRANT ALL ON `varve\\_scratch\\_%`.*"));
        project.rows("DROP USER " + user + "@localhost");
    });
}

BOOST_AUTO_TEST_CASE(what_a_killed_rehearsal_left_is_dropped_by_the_next) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_short", "-- varve:up\nALTER TABLE items ADD a INT;\n");
        std::string statements;
        for (int i = 0; i < 400; ++i) statements += "ALTER TABLE items COMMENT 'x';\n";
        project.migration("20260102000000_long", "-- varve:up\n" + statements);
        Process rehearsal(project.command({"plan", "--rehearse"}));
        std::string left;
        while (left.empty() && rehearsal.running()) left = project.rows(scratches);
        rehearsal.signal(SIGSTOP);

        const std::vector<std::string> again{"plan", "--rehearse", "--steps", "1"};
        require_exit(project.varve(again), 0);
        BOOST_TEST(project.rows(scratches) == left);
        rehearsal.signal(SIGKILL);
        rehearsal.wait();
        BOOST_TEST(project.rows(scratches) == left);
        project.rows("CREATE DATABASE varve_scratch_kept");
        require_exit(project.varve(again), 0);
        BOOST_TEST(project.rows(scratches) == "varve_scratch_kept\n");
        project.rows("DROP DATABASE varve_scratch_kept");
    });
}

BOOST_AUTO_TEST_CASE(a_rehearsed_plan_is_run_as_it_is) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_a", "-- varve:up\nALTER TABLE items ADD a INT;\n");
        require_exit(project.varve({"plan", "--rehearse", "--out", "plan.json"}), 0);
        require_exit(project.varve({"run", "--plan", "plan.json"}), 0);
        BOOST_TEST(project.rows("SELECT count(a) FROM items") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(a_plan_and_only_a_plan_advises_to_join_statements) {
    for_each_server([](const MysqlProject& project) {
        make_shop(project);
        project.migration("20260101000000_a", "-- varve:up\nALTER TABLE items ADD a INT;\n"
                                              "ALTER TABLE items ADD b INT;\n");
        const std::string advice =
            "from line 2 to line 3, 2 statements alter the table items one after the other";
        BOOST_TEST(says(project.varve({"plan"}), advice));
        BOOST_TEST(!says(project.varve({"status"}), advice));
        const Outcome applied = project.varve({"run"});
        require_exit(applied, 0);
        BOOST_TEST(!says(applied, advice));
    });
}

// The triggers tell what a server tells that finds another session in the way, the first time that
// each row is written.
BOOST_AUTO_TEST_CASE(tries_again_to_write_down_what_is_done) {
    for_each_server([](const MysqlProject& project) {
        project.migration(
            "20260101000000_busy",
            "-- varve:up\n"
            "CREATE TABLE stone (n INT);\n"
            "CREATE TRIGGER busy_journal BEFORE INSERT ON varve_journal FOR EACH ROW BEGIN\n"
            "  IF NEW.version > '20260102' AND\n"
            "     FIND_IN_SET(CONCAT(NEW.statement_number, NEW.state), COALESCE(@seen, '')) = 0\n"
            "  THEN\n"
            "    SET @seen = CONCAT_WS(',', @seen, CONCAT(NEW.statement_number, NEW.state));\n"
            "    SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'busy';\n"
            "  END IF;\n"
            "END;\n"
            "CREATE TRIGGER busy_history BEFORE INSERT ON varve_history FOR EACH ROW BEGIN\n"
            "  IF NEW.version > '20260102' AND @history IS NULL THEN\n"
            "    SET @history = 1;\n"
            "    SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'busy';\n"
            "  END IF;\n"
            "END;\n");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_work", "-- varve:up\n"
                                                 "CREATE TABLE pebble (n INT);\n"
                                                 "INSERT INTO stone VALUES (1);\n"
                                                 "ALTER TABLE pebble ADD COLUMN m INT;\n");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 0);
        BOOST_TEST(says(outcome, "busy; trying 20260102000000 again"));
        BOOST_TEST(project.rows("SELECT n FROM stone") == "1\n");
        BOOST_TEST(project.rows("SELECT COUNT(*) FROM varve_history") == "2\n");
        BOOST_TEST(project.rows("SELECT COUNT(*) FROM varve_journal") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(makes_a_view_anew) {
    for_each_server([](const MysqlProject& project) {
        const auto write = [&](const std::string& columns) {
            project.write("migrations/repeatable/names.sql", "-- varve:up\nCREATE VIEW names AS " +
                                                                 columns +
                                                                 ";\n-- varve:down\n"
                                                                 "DROP VIEW names;\n");
        };
        write("SELECT 1 AS a");
        require_exit(project.varve({"run"}), 0);
        write("SELECT 2 AS a, 3 AS b");
        const Outcome again = project.varve({"run"});
        require_exit(again, 0);
        BOOST_TEST(says(again, "names makes is not there while this runs"));
        BOOST_TEST(project.rows("SELECT a, b FROM names") == "2\t3\n");
    });
}

BOOST_AUTO_TEST_CASE(asks_what_is_expected_of_tables_and_of_rows) {
    for_each_server([](const MysqlProject& project) {
        const std::string expected = "-- varve:expect SELECT count(*) = 2 FROM users\n";
        project.migration("20260101000000_users", "-- varve:up\nCREATE TABLE users (id INT);\n"
                                                  "INSERT INTO users VALUES (1);\n" +
                                                      expected);
        const Outcome made = project.varve({"run"});
        require_exit(made, 1);
        BOOST_TEST(says(made, "20260101000000_users.sql:4: what it expects is not so: the answer "
                              "is 0"));
        BOOST_TEST(says(made, "its 2 statement(s) are done and recorded, and cannot be taken "
                              "back"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        project.rows("INSERT INTO users VALUES (2)");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_rows",
                          "-- varve:up\nINSERT INTO users VALUES (3);\n" + expected);
        const Outcome rows = project.varve({"run"});
        require_exit(rows, 1);
        BOOST_TEST(says(rows, "nothing of it is in the database"));
        BOOST_TEST(project.rows("SELECT count(*) FROM users") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(tells_that_a_table_has_fewer_rows) {
    for_each_server([](const MysqlProject& project) {
        project.write("varve.toml", "[invariants]\ntables = ['orders', 'users']\n");
        project.migration("20260101000000_users", "-- varve:up\nCREATE TABLE users (id INT);\n"
                                                  "INSERT INTO users VALUES (1), (2);\n");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_rows", "-- varve:up\nDELETE FROM users WHERE id = 1;\n");
        const Outcome rows = project.varve({"run"});
        require_exit(rows, 1);
        BOOST_TEST(says(rows, "the table users had 2 rows and has 1"));
        BOOST_TEST(says(rows, "nothing of it is in the database"));
        BOOST_TEST(project.rows("SELECT count(*) FROM users") == "2\n");
        project.migration("20260102000000_rows", "-- varve:up\nRENAME TABLE users TO people;\n");
        const Outcome gone = project.varve({"run"});
        require_exit(gone, 1);
        BOOST_TEST(says(gone, "the table users had 2 rows and is gone"));
        BOOST_TEST(says(gone, "are done and recorded, and cannot be taken back"));
    });
}

BOOST_AUTO_TEST_SUITE_END()
