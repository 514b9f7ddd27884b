// What MySQL and MariaDB still do for a program that is gone, and what they leave when they are
// gone themselves.
#include "support/mysql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

boost::test_tools::assertion_result both_are_there(boost::unit_test::test_unit_id) {
    const auto mariadb = server_is_there("VARVE_TEST_MARIADB");
    return mariadb ? server_is_there("VARVE_TEST_MYSQL") : mariadb;
}

void for_each_server(const std::function<void(const Database&)>& check) {
    for (const char* const variable : {"VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"})
        BOOST_TEST_CONTEXT(variable) {
            const auto database = mysql_database(server_url(variable));
            database->execute("CREATE TABLE t (id INT PRIMARY KEY, x INT);"
                              "INSERT INTO t VALUES (1, 10), (2, 20)");
            check(*database);
        }
}

/// A migration that consists of these statements.
struct OneMigration : Project {
    OneMigration(const Database& database, const std::string& statements) {
        url = database.url();
        migration("20260101000000_one", "-- varve:up\n" + statements + "\n");
    }
    Command run() const { return command({"run", "--allow", "all", "--quiet"}); }
};

/// How many sessions wait for what `holder` has.
std::size_t waiting(const Database& database) {
    return MysqlSession(database.url())
        .rows("SELECT id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND (STATE LIKE "
              "'Waiting for table%' OR (COMMAND = 'Query' AND INFO LIKE '%UPDATE t%' AND INFO NOT "
              "LIKE '%PROCESSLIST%'))")
        .size();
}

bool comes_to_wait(const Database& database) {
    for (int i = 0; i < 200 && waiting(database) == 0; ++i) std::this_thread::sleep_for(20ms);
    return waiting(database) == 1;
}

/// Kills a run whose statement waits for another session, lets the next one begin, and then the
/// statement go on. The next run's end.
Outcome outlive(const Database& database, const OneMigration& project, const char* hold) {
    MysqlSession holder(database.url());
    holder.rows(hold);
    Process killed(project.run());
    BOOST_TEST_REQUIRE(comes_to_wait(database));
    killed.signal(SIGKILL);
    killed.wait();
    Process next(project.run());
    std::this_thread::sleep_for(500ms);
    BOOST_TEST(next.running());
    BOOST_TEST(waiting(database) == 1U, "only what the dead program asked for waits");
    holder.rows("ROLLBACK");
    return next.wait();
}

constexpr const char* read_t = "START TRANSACTION; SELECT * FROM t";

} // namespace

BOOST_AUTO_TEST_SUITE(dead_client, *boost::unit_test::precondition(both_are_there))

BOOST_AUTO_TEST_CASE(what_it_asked_for_is_waited_for_and_not_done_twice) {
    for_each_server([](const Database& database) {
        const OneMigration project(database, "ALTER TABLE t ADD INDEX (x);");
        require_exit(outlive(database, project, read_t), 0);
        BOOST_TEST(database.rows("SELECT COUNT(*) FROM information_schema.STATISTICS WHERE "
                                 "TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'x'") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(rows_that_it_changed_are_rolled_back_first) {
    for_each_server([](const Database& database) {
        const OneMigration project(database, "CREATE TABLE u (id INT);\n"
                                             "UPDATE t SET x = x + 1;");
        const Outcome next =
            outlive(database, project, "START TRANSACTION; SELECT * FROM t FOR UPDATE");
        require_exit(next, 0);
        BOOST_TEST(database.rows("SELECT SUM(x) FROM t") == "32\n");
    });
}

BOOST_AUTO_TEST_CASE(what_leaves_no_trace_is_asked_about_once_it_is_over) {
    for_each_server([](const Database& database) {
        const OneMigration project(database, "TRUNCATE TABLE t;");
        require_exit(outlive(database, project, read_t), 6);
        BOOST_TEST(database.rows("SELECT COUNT(*) FROM t") == "0\n");
        require_exit(project.varve({"repair", "--done", "20260101000000:1"}), 0);
        database.execute("INSERT INTO t VALUES (3, 30)");
        require_exit(run(project.run()), 0);
        BOOST_TEST(database.rows("SELECT COUNT(*) FROM t") == "1\n");
    });
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// The program is killed right before this statement; then somebody does a part of it, as a server
/// that dies in the middle does.
void leave_part(const Database& database, const OneMigration& project, const std::string& statement,
                const char* part) {
    Command command = project.run();
    command.environment.insert(command.environment.end(), {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                                                           {"VARVE_FAULT", "before:" + statement}});
    BOOST_TEST_REQUIRE(run(command).signal == SIGKILL);
    database.execute(part);
}

} // namespace

BOOST_AUTO_TEST_SUITE(left_in_part, *boost::unit_test::precondition(both_are_there))

BOOST_AUTO_TEST_CASE(a_drop_of_several_tables_is_finished) {
    for_each_server([](const Database& database) {
        database.execute("CREATE TABLE u (id INT); CREATE TABLE v (id INT)");
        const OneMigration project(database, "DROP TABLE t, u, v;");
        leave_part(database, project, "DROP TABLE t, u, v", "DROP TABLE t");
        require_exit(run(project.run()), 0);
        BOOST_TEST(database.rows("SHOW TABLES LIKE '_'") == "");
    });
}

BOOST_AUTO_TEST_CASE(a_table_that_was_never_there_is_still_an_error) {
    for_each_server([](const Database& database) {
        const OneMigration project(database, "DROP TABLE t, never;");
        const Outcome outcome = run(project.run());
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "never"));
    });
}

BOOST_AUTO_TEST_CASE(a_rename_of_several_tables_is_a_persons_to_finish) {
    for_each_server([](const Database& database) {
        database.execute("CREATE TABLE u (id INT)");
        const OneMigration project(database, "RENAME TABLE t TO a, u TO b;");
        leave_part(database, project, "RENAME TABLE", "RENAME TABLE t TO a");
        const Outcome stopped = run(project.run());
        require_exit(stopped, 6);
        BOOST_TEST(says(stopped, "only a part of it took effect"));
        database.execute("RENAME TABLE u TO b");
        require_exit(project.varve({"repair", "--done", "20260101000000:1"}), 0);
        require_exit(run(project.run()), 0);
    });
}

// A part of the procedure is done and has been committed when another waits in vain.
BOOST_AUTO_TEST_CASE(a_procedure_that_fails_half_way_is_not_called_again) {
    for_each_server([](const Database& database) {
        database.execute("CREATE TABLE u (id INT)");
        database.execute("CREATE PROCEDURE p() BEGIN INSERT INTO u VALUES (1); UPDATE t SET x = x "
                         "+ 1; END");
        const OneMigration project(database, "CALL p();");
        MysqlSession holder(database.url());
        holder.rows("START TRANSACTION; SELECT * FROM t FOR UPDATE");
        const Outcome failed = project.varve({"run", "--lock-timeout", "1s"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "varve repair --undone 20260101000000:1"));
        holder.rows("ROLLBACK");
        require_exit(run(project.run()), 6);
        BOOST_TEST(database.rows("SELECT COUNT(*) FROM u") == "1\n");
        database.execute("UPDATE t SET x = x + 1");
        require_exit(project.varve({"repair", "--done", "20260101000000:1"}), 0);
        require_exit(run(project.run()), 0);
        BOOST_TEST(database.rows("SELECT COUNT(*), SUM(x) FROM u, t") == "2|32\n");
    });
}

BOOST_AUTO_TEST_SUITE_END()
