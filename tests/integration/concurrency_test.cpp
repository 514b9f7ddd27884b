#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace varve::test;

namespace {

constexpr int runs_at_once = 8;

void write_many(const Project& project, const Database& database) {
    for (int i = 10; i < 30; ++i) {
        const std::string number = std::to_string(i);
        project.migration("202601" + number + "000000_m" + number,
                          "-- varve:up\nCREATE TABLE t" + number + " (x int);\nINSERT INTO t" +
                              number + " VALUES (1);\n");
    }
    if (database.kind() == "postgresql")
        project.migration("20260201000000_index",
                          "-- varve:up\nCREATE INDEX CONCURRENTLY t10_x ON t10 (x);\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(concurrency)

BOOST_AUTO_TEST_CASE(eight_runs_at_once_apply_everything_once) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_many(project, database);
        std::vector<Process> processes;
        for (int i = 0; i < runs_at_once; ++i) processes.emplace_back(project.command({"run"}));
        for (Process& process : processes) {
            const Outcome& outcome = process.wait();
            BOOST_TEST((outcome.exit_code == 0 || outcome.exit_code == 4), outcome.description());
        }
        const std::string expected = database.kind() == "postgresql" ? "21\n" : "20\n";
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_history") == expected);
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_log WHERE event = 'applied'") ==
                   expected);
        for (int i = 10; i < 30; ++i)
            BOOST_TEST(database.rows("SELECT count(*) FROM t" + std::to_string(i)) == "1\n");
        BOOST_TEST(says(project.varve({"lock", "status"}), "nobody holds"));
    });
}

BOOST_AUTO_TEST_CASE(a_run_that_does_not_get_the_lock_names_the_holder) {
    for_each_database([](const Database& database) {
        Project slow;
        slow.url = database.url();
        const bool sqlite = database.kind() == "sqlite";
        slow.migration("20260101000000_slow",
                       sqlite ? "-- varve:up\nCREATE TABLE a AS WITH RECURSIVE n(i) AS (SELECT 1 "
                                "UNION ALL SELECT i + 1 FROM n "
                                "LIMIT 30000000) SELECT max(i) AS i FROM n;\n"
                              : "-- varve:up\nSELECT pg_sleep(5);\n");
        Process first(slow.command({"run"}));
        std::this_thread::sleep_for(std::chrono::milliseconds(1000));
        BOOST_TEST(says(slow.varve({"lock", "status"}), "held by"));
        const Outcome second = slow.varve({"run", "--wait-lock", "200ms"});
        require_exit(second, 4);
        BOOST_TEST(says(second, " pid " + std::to_string(first.pid())));
        require_exit(first.wait(), 0);
        BOOST_TEST(database.history() == "20260101000000|slow|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(a_session_that_a_dead_client_left_behind_does_not_block_the_next,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_slow", "-- varve:up\nSELECT pg_sleep(60);\n");
    Process first(project.command({"run"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    first.signal(SIGKILL);
    first.wait();
    project.migration("20260101000000_slow", "-- varve:up\nSELECT 1;\n");
    const Outcome next = project.varve({"run"});
    require_exit(next, 0);
    BOOST_TEST(next.wall.count() < 5000);
}

BOOST_AUTO_TEST_CASE(a_broken_lock_stops_the_run_that_had_it,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_slow", "-- varve:up\nSELECT pg_sleep(60);\n");
    Process first(project.command({"run"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    const Outcome asked = project.varve({"lock", "break"});
    require_exit(asked, 5);
    require_exit(project.varve({"lock", "break", "--yes"}), 0);
    const Outcome& stopped = first.wait();
    BOOST_TEST((stopped.exit_code == 7 || stopped.exit_code == 4), stopped.description());
    BOOST_TEST(says(project.varve({"lock", "status"}), "nobody holds"));
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_history") == "0\n");
}

BOOST_AUTO_TEST_CASE(a_lock_timeout_is_tried_again,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int)");
    project.migration("20260101000000_alter", "-- varve:up\nALTER TABLE a ADD COLUMN y int;\n");
    std::thread blocker([&] {
        PostgresqlSession(database->url())
            .execute("BEGIN; SELECT * FROM a; SELECT pg_sleep(2); COMMIT");
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const Outcome outcome = project.varve({"run", "--lock-timeout", "500ms"});
    blocker.join();
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "trying 20260101000000 again"));
}

BOOST_AUTO_TEST_CASE(a_broken_lock_stops_a_run_on_sqlite_too) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_slow",
                      "-- varve:up\nCREATE TABLE a AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL "
                      "SELECT x + 1 FROM n WHERE x < 20000000) SELECT count(*) AS x FROM n;\n");
    project.migration("20260102000000_next", "-- varve:up\nCREATE TABLE b (x int);\n");
    Process first(project.command({"run"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    require_exit(project.varve({"lock", "break", "--yes"}), 0);
    const Outcome& stopped = first.wait();
    require_exit(stopped, 4);
    BOOST_TEST(says(stopped, "somebody broke it"));
    BOOST_TEST(database->history() == "20260101000000|slow|sql\n");
    require_exit(project.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(a_writer_elsewhere_is_waited_for_on_sqlite) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x int);\n");
    Process busy({.arguments = {"sqlite3", database->name(), "BEGIN IMMEDIATE;", ".shell sleep 2",
                                "COMMIT;"}});
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const Outcome outcome = project.varve({"run", "--lock-timeout", "300ms"});
    busy.wait();
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "trying 20260102000000 again"));
}

BOOST_AUTO_TEST_SUITE_END()
