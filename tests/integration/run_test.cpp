#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

void write_three(const Project& project) {
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n");
    project.migration("20260102000000_b",
                      "-- varve:up\nCREATE TABLE b (x int);\n-- varve:down\nDROP TABLE b;\n");
    project.migration("20260103000000_c",
                      "-- varve:up\nCREATE TABLE c (x int);\n-- varve:down\nDROP TABLE c;\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(run)

BOOST_AUTO_TEST_CASE(goes_as_far_as_it_is_told) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        require_exit(project.varve({"run", "--steps", "1"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|sql\n");
        require_exit(project.varve({"run", "--target", "20260102"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|sql\n20260102000000|b|sql\n");
        require_exit(project.varve({"run", "--target", "c"}), 0);
        BOOST_TEST(database.history() ==
                   "20260101000000|a|sql\n20260102000000|b|sql\n20260103000000|c|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(history_is_found_where_it_began,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    // The search path begins with the schema of the user's name, once there is one.
    project.migration("20260102000000_b",
                      "-- varve:up\nDO $$ BEGIN EXECUTE format('CREATE SCHEMA %I', current_user); "
                      "END $$;\n");
    require_exit(project.varve({"run"}), 0);
    project.migration("20260103000000_c", "-- varve:up\nCREATE TABLE c (x int);\n");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "1 migration applied"));
    BOOST_TEST(database->rows("SELECT count(*) FROM public.varve_history") == "3\n");
}

BOOST_AUTO_TEST_CASE(a_history_elsewhere_is_neither_taken_nor_passed_over,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    database->execute("CREATE SCHEMA other; ALTER DATABASE \"" + database->name() +
                      "\" SET search_path = other");
    const Outcome refused = project.varve({"status"});
    require_exit(refused, 6);
    BOOST_TEST(says(refused, "the current schema other has no varve_history"));
    BOOST_TEST(says(refused, "public; say with migrate.namespace"));
    project.environment = {{"VARVE_MIGRATE_NAMESPACE", "public"}};
    require_exit(project.varve({"status", "--check"}), 0);
    project.environment = {{"VARVE_MIGRATE_NAMESPACE", "other"}};
    require_exit(project.varve({"run"}), 0);
    project.environment = {};
    require_exit(project.varve({"status", "--check"}), 0);
}

BOOST_AUTO_TEST_CASE(a_failing_migration_leaves_nothing_of_itself) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_good", "-- varve:up\nCREATE TABLE good (x int);\n");
        project.migration("20260102000000_bad",
                          "-- varve:up\nCREATE TABLE bad (x int);\nINSERT INTO bad VALUES (1);\n"
                          "INSERT INTO nowhere VALUES (1);\n");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "20260102000000_bad.sql:4: "));
        BOOST_TEST(says(outcome, "nothing of it is in the database"));
        BOOST_TEST(database.history() == "20260101000000|good|sql\n");
        BOOST_TEST(database.schema().find("bad") == std::string::npos);
        BOOST_TEST(
            database.rows("SELECT event, version FROM varve_log ORDER BY logged_at, entry") ==
            "applied|20260101000000\nfailed|20260102000000\n");
    });
}

BOOST_AUTO_TEST_CASE(one_transaction_for_all_takes_back_everything) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        project.migration("20260104000000_bad", "-- varve:up\nINSERT INTO nowhere VALUES (1);\n");
        require_exit(project.varve({"run", "--transaction", "all"}), 1);
        BOOST_TEST(database.history() == "");
        BOOST_TEST(database.schema().find("TABLE a") == std::string::npos);
        std::filesystem::remove(project / "migrations/20260104000000_bad.sql");
        require_exit(project.varve({"run", "--transaction", "all"}), 0);
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_history") == "3\n");
    });
}

BOOST_AUTO_TEST_CASE(faking_records_and_runs_nothing) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        require_exit(project.varve({"run", "--fake", "--steps", "2"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|fake\n20260102000000|b|fake\n");
        BOOST_TEST(database.schema().find("TABLE a") == std::string::npos);
        require_exit(project.varve({"revert", "--fake"}), 0);
        BOOST_TEST(database.history() == "20260101000000|a|fake\n");
    });
}

BOOST_AUTO_TEST_CASE(a_late_migration_waits_for_a_decision) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102120000_late", "-- varve:up\nCREATE TABLE late (x int);\n");
        require_exit(project.varve({"run"}), 6);
        require_exit(project.varve({"run", "--out-of-order", "skip"}), 0);
        BOOST_TEST(database.schema().find("late") == std::string::npos);
        require_exit(project.varve({"run", "--out-of-order", "apply"}), 0);
        BOOST_TEST(database.schema().find("late") != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(losing_data_needs_leave) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        database.execute("CREATE TABLE precious (x int)");
        project.migration("20260101000000_drop", "-- varve:up\nDROP TABLE precious;\n");
        const Outcome refused = project.varve({"run", "--yes"});
        require_exit(refused, 5);
        BOOST_TEST(says(refused, "drop-table"));
        BOOST_TEST(database.schema().find("precious") != std::string::npos);
        require_exit(project.varve({"run", "--allow", "truncate"}), 5);
        require_exit(project.varve({"run", "--allow", "drop-table"}), 0);
        BOOST_TEST(database.schema().find("precious") == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(the_session_is_put_right_between_migrations) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE SCHEMA other; CREATE ROLE varve_test_weak; GRANT USAGE, CREATE ON "
                      "SCHEMA public, other TO varve_test_weak");
    project.migration("20260101000000_a",
                      "-- varve:up\nSET search_path = other;\nSET ROLE varve_test_weak;\n"
                      "SET statement_timeout = 1;\nRESET statement_timeout;\n"
                      "CREATE TEMP TABLE scratch (x int);\nSELECT pg_advisory_unlock_all();\n");
    project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE scratch (x int);\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows(
                   "SELECT schemaname, tableowner FROM pg_tables WHERE tablename = 'scratch'") ==
               "public|postgres\n");
    database->execute("DROP OWNED BY varve_test_weak; DROP ROLE varve_test_weak");
}

BOOST_AUTO_TEST_CASE(varves_tables_go_where_they_are_told) {
    const auto database = postgresql_database();
    Project project;
    database->execute("CREATE SCHEMA ops");
    project.write("varve.toml",
                  "url = '" + database->url() + "'\n[migrate]\nnamespace = 'ops'\nprefix = 'v_'\n");
    write_three(project);
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(
        database->rows("SELECT tablename FROM pg_tables WHERE schemaname = 'ops' ORDER BY 1") ==
        "v_history\nv_journal\nv_log\n");
    require_exit(project.varve({"status", "--check"}), 0);
}

BOOST_AUTO_TEST_CASE(speaks_json) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        const Outcome done = project.varve({"run", "--json"});
        require_exit(done, 0);
        BOOST_TEST(done.output.starts_with("{"));
        BOOST_TEST(says(done, "\"version\": \"20260103000000\""));
        const Outcome status = project.varve({"status", "--json"});
        BOOST_TEST(says(status, "\"up_to_date\": true"));
        project.migration("20260104000000_bad", "-- varve:up\nINSERT INTO nowhere VALUES (1);\n");
        const Outcome failed = project.varve({"run", "--json"});
        require_exit(failed, 1);
        BOOST_TEST(failed.output.starts_with("{"));
        BOOST_TEST(says(failed, "\"aftermath\": \"rolled_back\""));
        BOOST_TEST(says(failed, "\"exit_code\": 1"));
    });
}

BOOST_AUTO_TEST_CASE(a_run_is_in_the_log) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.environment = {{"VARVE_LOG_FILE", (project / "varve.log").string()},
                               {"VARVE_LOG_LEVEL", "info"}};
        write_three(project);
        require_exit(project.varve({"run"}), 0);
        project.migration("20260104000000_bad", "-- varve:up\nINSERT INTO nowhere VALUES (1);\n");
        require_exit(project.varve({"run"}), 1);
        const std::string log = read_file(project / "varve.log");
        BOOST_TEST(log.find(": 3 migrations on ") != std::string::npos);
        BOOST_TEST(log.find(": 20260102000000 b up, ") != std::string::npos);
        BOOST_TEST(log.find(" failed: migration 20260104000000 bad failed") != std::string::npos);
        const std::string run_id = database.rows("SELECT DISTINCT run_id FROM varve_history");
        BOOST_TEST(log.find("run " + run_id.substr(0, run_id.size() - 1)) != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(two_migrations_made_within_a_second_have_two_versions) {
    Project project;
    project.url = "sqlite:new.db";
    for (const char* const name : {"one", "two", "three"})
        require_exit(project.varve({"new", name}), 0);
    const Outcome status = project.varve({"status"});
    require_exit(status, 0);
    BOOST_TEST(says(status, "3 pending"));
}

BOOST_AUTO_TEST_CASE(help_can_be_read_by_programs) {
    const Project project;
    const Outcome all = project.varve({"help", "--json"});
    require_exit(all, 0);
    BOOST_TEST(all.output.starts_with("{"));
    BOOST_TEST(says(all, "\"name\": \"revert\""));
    BOOST_TEST(says(all, "\"name\": \"wait-lock\""));
    const Outcome one = project.varve({"help", "lock", "--json"});
    BOOST_TEST(says(one, "\"name\": \"lock break\""));
    BOOST_TEST(!says(one, "\"name\": \"run\""));
    require_exit(project.varve({"help", "rum", "--json"}), 2);
}

BOOST_AUTO_TEST_CASE(a_failure_behind_the_transaction_takes_nothing_back) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a",
                      "-- varve:up\nCREATE TABLE a (x int);\nPRAGMA foreign_keys = ;\n");
    const Outcome failed = project.varve({"run"});
    require_exit(failed, 1);
    BOOST_TEST(says(failed, "it is applied, but a statement that runs behind its transaction"));
    BOOST_TEST(says(project.varve({"status"}), "1 applied"));
}

BOOST_AUTO_TEST_CASE(nothing_is_called_done_before_all_is) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        write_three(project);
        project.migration("20260104000000_bad", "-- varve:up\nINSERT INTO nowhere VALUES (1);\n");
        const Outcome failed = project.varve({"run", "--transaction", "all"});
        require_exit(failed, 1);
        BOOST_TEST(!says(failed, "applied "));
        BOOST_TEST(database.rows("SELECT event, version FROM varve_log") ==
                   "failed|20260104000000\n");
    });
}

BOOST_AUTO_TEST_CASE(a_database_that_was_made_read_only_stays_so) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    write_three(project);
    require_exit(project.varve({"run", "--steps", "1"}), 0);
    database->execute("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "
                      "default_transaction_read_only = on', current_database()); END $$");
    const Outcome refused = project.varve({"run"});
    require_exit(refused, 1);
    BOOST_TEST(says(refused, "read-only"));
}

BOOST_AUTO_TEST_CASE(placeholders_are_filled_where_a_migration_asks) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_a", "-- varve:placeholders on\n-- varve:up\nCREATE TABLE "
                                              "${table}_1 (x int);\n-- varve:down\nDROP TABLE "
                                              "${table}_1;\n");
        project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x varchar(20) DEFAULT "
                                              "'${table}');\n");
        const Outcome unknown = project.varve({"run"});
        require_exit(unknown, 2);
        BOOST_TEST(says(unknown, "20260101000000_a.sql:3: there is no value for ${table}"));

        project.write("varve.toml", "[placeholders]\ntable = 'stones'\n");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.schema().find("stones_1") != std::string::npos);
        BOOST_TEST(database.schema().find("${table}") != std::string::npos); // b did not ask

        // Another value changes nothing of what is applied.
        project.write("varve.toml", "[placeholders]\ntable = 'others'\n");
        require_exit(project.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(what_a_placeholder_made_can_be_taken_back_without_the_file) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    const auto file = project.migration(
        "20260101000000_a", "-- varve:placeholders on\n-- varve:up\nCREATE TABLE ${t} (x int);\n"
                            "-- varve:down\nDROP TABLE ${t};\n");
    project.write("varve.toml", "[placeholders]\nt = 'stones'\n");
    require_exit(project.varve({"run"}), 0);
    std::filesystem::remove(file);
    project.write("varve.toml", "");
    require_exit(project.varve({"revert", "--yes"}), 0);
    BOOST_TEST(database->schema() == "");
}

BOOST_AUTO_TEST_SUITE_END()
