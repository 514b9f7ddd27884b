#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <thread>

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(pooler, *boost::unit_test::precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(the_user_service_goes_up_and_down_through_a_pooler) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    project.migrations = VARVE_SOURCE_DIR "/migrations";
    require_exit(project.varve({"run"}), 0);
    const std::string schema = database->schema();
    require_exit(project.varve({"revert", "--all", "--yes"}), 0);
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->schema() == schema);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = "
                              "database WHERE locktype = 'advisory' AND datname = "
                              "current_database()") == "0\n");
}

BOOST_AUTO_TEST_CASE(eight_runs_at_once_apply_everything_once) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    for (int i = 10; i < 20; ++i) {
        const std::string number = std::to_string(i);
        project.migration("202601" + number + "000000_m" + number,
                          "-- varve:up\nCREATE TABLE t" + number + " (x int);\n");
    }
    project.migration("20260201000000_index",
                      "-- varve:up\nCREATE INDEX CONCURRENTLY t10_x ON t10 (x);\n");
    std::vector<Process> processes;
    for (int i = 0; i < 8; ++i) processes.emplace_back(project.command({"run"}));
    for (Process& process : processes) {
        const Outcome& outcome = process.wait();
        BOOST_TEST((outcome.exit_code == 0 || outcome.exit_code == 4), outcome.description());
    }
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_log WHERE event = 'applied'") == "11\n");
}

BOOST_AUTO_TEST_CASE(settings_do_not_leak_into_the_servers_sessions) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    database->execute("CREATE SCHEMA other");
    project.migration("20260101000000_set",
                      "-- varve:up\nSET search_path = other;\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    PostgresqlSession session(project.url);
    BOOST_TEST(session.value("SHOW search_path") == "\"$user\", public");
    BOOST_TEST(session.value("SHOW lock_timeout") == "0");
}

BOOST_AUTO_TEST_CASE(a_run_killed_in_a_long_statement_does_not_block_the_next) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    database->execute("CREATE TABLE a (x int)");
    // A concurrent build waits for this transaction, so it is a statement that takes long.
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; SELECT * FROM a; UPDATE a SET x = 1");
    project.migration("20260101000000_index",
                      "-- varve:up\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n");
    Process first(project.command({"run", "--lock-timeout", "0"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(2000));
    first.signal(SIGKILL);
    first.wait();
    blocker.execute("COMMIT");
    const Outcome next = project.varve({"run"});
    require_exit(next, 0);
    BOOST_TEST(next.wall.count() < 5000);
    BOOST_TEST(database->rows(
                   "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == "t\n");
}

BOOST_AUTO_TEST_CASE(asking_for_the_lock_makes_no_table) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    BOOST_TEST(says(project.varve({"lock", "status"}), "nobody holds the migration lock"));
    BOOST_TEST(says(project.varve({"lock", "break"}), "nobody held the migration lock"));
    BOOST_TEST(database->rows("SELECT relname FROM pg_class WHERE relname LIKE 'varve%'") == "");
}

BOOST_AUTO_TEST_CASE(a_lease_that_no_run_can_have_is_doubted) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    const auto lease_for = [&](const std::string& interval) {
        database->execute("UPDATE varve_lock SET holder = 'ann@build-7 pid 4711', expires_ms = "
                          "extract(epoch FROM clock_timestamp() + interval '" +
                          interval + "') * 1000");
        return project.varve({"lock", "status"});
    };
    BOOST_TEST(says(lease_for("1 hour"), "; its lease has 35"));
    const Outcome usual = lease_for("2500 ms");
    BOOST_TEST(says(usual, "held by ann@build-7 pid 4711 since "));
    BOOST_TEST(!says(usual, "its lease has"));
}

BOOST_AUTO_TEST_CASE(a_broken_lock_leaves_nothing_that_the_journal_does_not_know) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    database->execute("CREATE TABLE a (x int)");
    project.migration("20260101000000_rows",
                      "-- varve:up transaction=none\n"
                      "INSERT INTO a SELECT 1 FROM (SELECT pg_sleep(2)) AS slept;\n"
                      "INSERT INTO a VALUES (2);\n");
    Process first(project.command({"run"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1200));
    require_exit(project.varve({"lock", "break", "--yes"}), 0);
    require_exit(first.wait(), 4);
    BOOST_TEST(database->rows("SELECT count(*) FROM a") == "0\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows("SELECT x FROM a ORDER BY x") == "1\n2\n");
}

BOOST_AUTO_TEST_CASE(a_broken_lock_leaves_what_was_begun_in_the_journal) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    Project project;
    project.url = pooler.url_of(database->name());
    database->execute("CREATE TABLE a (x int)");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; SELECT * FROM a; UPDATE a SET x = 1");
    project.migration("20260101000000_index",
                      "-- varve:up\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n");
    Process first(project.command({"run", "--lock-timeout", "0"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1200));
    require_exit(project.varve({"lock", "break", "--yes"}), 0);
    blocker.execute("COMMIT");
    require_exit(first.wait(), 4);
    BOOST_TEST(database->rows("SELECT state FROM varve_journal") == "intent\n");
    require_exit(project.varve({"run"}), 0);
}

BOOST_AUTO_TEST_CASE(a_direct_and_a_pooled_run_exclude_each_other) {
    const auto database = postgresql_database();
    const Pgbouncer pooler;
    database->execute("CREATE TABLE a (x int); CREATE TABLE b (x int)");
    const std::string urls[]{database->url(), pooler.url_of(database->name())};
    for (const int first : {0, 1}) {
        BOOST_TEST_CONTEXT((first == 0 ? "the direct run first" : "the pooled run first")) {
            Project project;
            const std::string table = first == 0 ? "a" : "b";
            project.url = urls[first];
            project.migration("2026010" + std::to_string(first + 1) + "000000_slow",
                              "-- varve:up transaction=none\nSELECT pg_sleep(3);\nINSERT INTO " +
                                  table + " VALUES (1);\n");
            Process slow(project.command({"run", "--out-of-order", "apply"}));
            std::this_thread::sleep_for(std::chrono::milliseconds(1500));
            Project other;
            other.migrations = project / "migrations";
            other.url = urls[1 - first];
            const Outcome refused = other.varve({"run", "--wait-lock", "500ms"});
            require_exit(refused, 4);
            BOOST_TEST(says(refused, " pid "), refused.description());
            require_exit(slow.wait(), 0);
            BOOST_TEST(database->rows("SELECT count(*) FROM " + table) == "1\n");
            database->execute("DELETE FROM varve_history");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
