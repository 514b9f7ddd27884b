#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

BOOST_AUTO_TEST_SUITE(journal, *boost::unit_test::precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(a_concurrent_index_is_built_outside_a_transaction) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_table", "-- varve:up\nCREATE TABLE a (x int);\n");
    project.migration("20260102000000_index",
                      "-- varve:up\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n"
                      "-- varve:down\nDROP INDEX CONCURRENTLY a_x;\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows(
                   "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == "t\n");
    BOOST_TEST(database->rows("SELECT count(*) FROM varve_journal") == "0\n");
    require_exit(project.varve({"revert"}), 0);
    BOOST_TEST(database->rows("SELECT count(*) FROM pg_class WHERE relname = 'a_x'") == "0\n");
}

BOOST_AUTO_TEST_CASE(a_mixed_migration_is_refused_with_the_advice_to_split_it) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration(
        "20260101000000_mixed",
        "-- varve:up\nCREATE TABLE a (x int);\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n");
    const Outcome refused = project.varve({"run"});
    require_exit(refused, 2);
    BOOST_TEST(says(refused, "20260101000000_mixed.sql:3: "));
    BOOST_TEST(says(refused, "put them into two migrations"));
}

BOOST_AUTO_TEST_CASE(an_invalid_index_of_a_failed_build_is_removed_before_the_next_try) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int); INSERT INTO a VALUES (1), (1)");
    project.migration("20260101000000_index",
                      "-- varve:up\nCREATE UNIQUE INDEX CONCURRENTLY a_x ON a (x);\n");
    require_exit(project.varve({"run"}), 1);
    BOOST_TEST(database->rows(
                   "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == "f\n");
    BOOST_TEST(says(project.varve({"status"}), "partial"));
    database->execute("DELETE FROM a WHERE ctid = '(0,1)'");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows(
                   "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass") == "t\n");
}

BOOST_AUTO_TEST_CASE(a_statement_that_failed_and_left_nothing_may_be_written_anew) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int, y int)");
    const auto write = [&](const std::string& column) {
        project.migration("20260101000000_indexes",
                          "-- varve:up\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n"
                          "CREATE INDEX CONCURRENTLY a_y ON a (" +
                              column + ");\n");
    };
    write("z");
    require_exit(project.varve({"run"}), 1);
    write("y");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows("SELECT indisvalid FROM pg_index WHERE indexrelid IN "
                              "('a_x'::regclass, 'a_y'::regclass)") == "t\nt\n");
}

BOOST_AUTO_TEST_CASE(an_invalid_index_that_somebody_else_left_is_removed_too) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int); INSERT INTO a VALUES (1), (1)");
    BOOST_CHECK_THROW(database->execute("CREATE UNIQUE INDEX CONCURRENTLY a_x ON a (x)"),
                      std::exception);
    database->execute("DELETE FROM a WHERE ctid = '(0,1)'");
    project.migration("20260101000000_index",
                      "-- varve:up\nCREATE UNIQUE INDEX CONCURRENTLY a_x ON a (x);\n");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 0);
    BOOST_TEST(says(outcome, "left something unfinished behind"));
}

BOOST_AUTO_TEST_CASE(goes_on_behind_the_statement_that_failed) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration(
            "20260101000000_steps",
            "-- varve:up transaction=none\nCREATE TABLE a (x int);\nINSERT INTO a VALUES (1);\n"
            "INSERT INTO b VALUES (1);\nINSERT INTO a VALUES (2);\n");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "the next run goes on here"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        database.execute("CREATE TABLE b (x int)");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT x FROM a ORDER BY x") == "1\n2\n");
        BOOST_TEST(database.rows("SELECT count(*) FROM varve_journal") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(what_has_begun_may_not_be_changed_behind_the_journals_back) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration(
            "20260101000000_steps",
            "-- varve:up transaction=none\nCREATE TABLE a (x int);\nINSERT INTO b VALUES (1);\n");
        require_exit(project.varve({"run"}), 1);
        project.migration("20260101000000_steps",
                          "-- varve:up transaction=none\nCREATE TABLE other (x int);\nSELECT 1;\n");
        const Outcome refused = project.varve({"run"});
        require_exit(refused, 6);
        BOOST_TEST(says(refused, "statement 1 is not the one that was run"));
        project.migration("20260101000000_steps",
                          "-- varve:up transaction=none\nCREATE TABLE a (x int);\nSELECT 1;\n");
        require_exit(project.varve({"run"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(what_is_recorded_as_applied_is_half_way_no_more) {
    for_each_database([](const Database& database) {
        for (const std::vector<std::string>& words :
             {std::vector<std::string>{"run", "--fake"}, {"baseline", "a"}}) {
            Project project;
            project.url = database.url();
            project.migration("20260101000000_a",
                              "-- varve:up transaction=none\nCREATE TABLE a (x int);\n"
                              "INSERT INTO b VALUES (1);\n-- varve:down\nDROP TABLE a;\n");
            require_exit(project.varve({"run"}), 1);
            require_exit(project.varve(words), 0);
            BOOST_TEST(database.rows("SELECT count(*) FROM varve_journal") == "0\n");
            require_exit(project.varve({"revert", "--yes"}), 0);
        }
    });
}

BOOST_AUTO_TEST_CASE(what_is_recorded_as_reverted_is_half_way_no_more) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_a",
                          "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down transaction=none\n"
                          "DROP TABLE a;\nINSERT INTO b VALUES (1);\n");
        require_exit(project.varve({"run"}), 0);
        require_exit(project.varve({"revert", "--yes"}), 1);
        require_exit(project.varve({"revert", "--yes", "--fake"}), 0);
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT count(*) FROM a") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(half_way_back_is_not_up_to_date) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto file = project.migration(
            "20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down "
                                "transaction=none\nDROP TABLE a;\nINSERT INTO b VALUES (1);\n");
        require_exit(project.varve({"run"}), 0);
        require_exit(project.varve({"revert", "--yes"}), 1);
        const Outcome status = project.varve({"status", "--check"});
        require_exit(status, 3);
        BOOST_TEST(says(status, "half way back: 'varve revert' goes on with it"));
        BOOST_TEST(says(project.varve({"status", "--json"}), "\"direction\": \"down\""));
        require_exit(project.varve({"run"}), 6);
        std::filesystem::remove(file);
        require_exit(project.varve({"status", "--check"}), 3);
    });
}

BOOST_AUTO_TEST_CASE(half_way_without_a_file_is_not_up_to_date) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        const auto file = project.migration(
            "20260101000000_a",
            "-- varve:up transaction=none\nCREATE TABLE a (x int);\nINSERT INTO b VALUES (1);\n");
        require_exit(project.varve({"run"}), 1);
        std::filesystem::remove(file);
        const Outcome status = project.varve({"status", "--check"});
        require_exit(status, 3);
        BOOST_TEST(says(status, "a migration was begun and its file is gone"));
        const Outcome refused = project.varve({"run"});
        require_exit(refused, 6);
        BOOST_TEST(says(refused, "20260101000000: was begun and its file is gone"));
        require_exit(project.varve({"repair", "--missing"}), 0);
        require_exit(project.varve({"status", "--check"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(a_transaction_of_the_authors_own_is_all_or_nothing) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_own",
                          "-- varve:up transaction=none\nCREATE TABLE a (x int);\nBEGIN;\n"
                          "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\nCOMMIT;\n");
        require_exit(project.varve({"run"}), 1);
        BOOST_TEST(database.rows("SELECT count(*) FROM a") == "0\n");
        database.execute("CREATE TABLE b (x int)");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.rows("SELECT count(*) FROM a") == "1\n");
        BOOST_TEST(database.rows("SELECT count(*) FROM b") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(settings_are_made_again_when_a_migration_goes_on) {
    for (const std::string setting :
         {"SET search_path = other", "SELECT set_config('search_path', 'other', false)"}) {
        BOOST_TEST_CONTEXT(setting) {
            const auto database = postgresql_database();
            Project project;
            project.url = database->url();
            database->execute("CREATE SCHEMA other");
            project.migration("20260101000000_steps",
                              "-- varve:up transaction=none\n" + setting +
                                  ";\nCREATE TABLE a (x int);\nINSERT INTO b VALUES (1);\n"
                                  "CREATE TABLE c (x int);\n");
            require_exit(project.varve({"run"}), 1);
            database->execute("CREATE TABLE other.b (x int)");
            require_exit(project.varve({"run"}), 0);
            BOOST_TEST(database->rows("SELECT tablename FROM pg_tables WHERE schemaname = 'other' "
                                      "ORDER BY 1") == "a\nb\nc\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_statement_that_was_refused_is_not_in_doubt) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    const auto copy = project.write("copy.db", "in the way");
    project.migration("20260101000000_copy", "-- varve:up\nVACUUM INTO '" + copy.string() + "';\n");
    require_exit(project.varve({"run"}), 1);
    BOOST_TEST(says(project.varve({"status"}), "1 pending"));
    std::filesystem::remove(copy);
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(std::filesystem::exists(copy));
}

BOOST_AUTO_TEST_CASE(nothing_is_run_twice_when_a_lock_timeout_is_tried_again) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int); CREATE TABLE held (x int)");
    project.migration("20260101000000_two", "-- varve:up transaction=none\nINSERT INTO a VALUES "
                                            "(1);\nALTER TABLE held ADD COLUMN y int;\n");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; SELECT * FROM held");
    Process process(project.command({"run", "--lock-timeout", "200ms"}));
    BOOST_TEST(process.wait_for("trying 20260101000000 again", std::chrono::seconds(5)));
    blocker.execute("COMMIT");
    require_exit(process.wait(), 0);
    BOOST_TEST(database->rows("SELECT x FROM a") == "1\n");
}

BOOST_AUTO_TEST_CASE(a_transaction_of_the_authors_own_is_tried_again_as_a_whole) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int); CREATE TABLE held (x int)");
    project.migration("20260101000000_own",
                      "-- varve:up transaction=none\nBEGIN;\nINSERT INTO a VALUES (1);\n"
                      "ALTER TABLE held ADD COLUMN y int;\nCOMMIT;\n");
    PostgresqlSession blocker(database->url());
    blocker.execute("BEGIN; SELECT * FROM held");
    Process process(project.command({"run", "--lock-timeout", "200ms"}));
    BOOST_TEST(process.wait_for("trying 20260101000000 again", std::chrono::seconds(5)));
    blocker.execute("COMMIT");
    require_exit(process.wait(), 0);
    BOOST_TEST(database->rows("SELECT x FROM a") == "1\n");
}

BOOST_AUTO_TEST_CASE(a_failure_in_the_authors_own_transaction_tells_what_stays) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration("20260101000000_own",
                          "-- varve:up transaction=none\nCREATE TABLE a (x int);\nBEGIN;\nINSERT "
                          "INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;\n");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "its first 1 statement(s) are done and recorded"));
        BOOST_TEST(database.rows("SELECT event FROM varve_log") == "failed\n");
        BOOST_TEST(database.rows("SELECT count(*) FROM a") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(the_journal_is_not_written_as_the_migrations_role) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("DO $$ BEGIN CREATE ROLE varve_test_owner; EXCEPTION WHEN duplicate_object "
                      "THEN NULL; END $$; CREATE SCHEMA app AUTHORIZATION varve_test_owner");
    project.migration("20260101000000_index",
                      "-- varve:up transaction=none\nSET ROLE varve_test_owner;\nSET search_path = "
                      "app;\nCREATE TABLE t (x int);\nCREATE INDEX CONCURRENTLY t_x ON t (x);\n"
                      "BEGIN;\nCREATE TABLE u (x int);\nCOMMIT;\nCREATE TABLE v (x int);\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows(
                   "SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'app' "
                   "ORDER BY 1") == "t|varve_test_owner\nu|varve_test_owner\nv|varve_test_owner\n");
    database->execute("DROP OWNED BY varve_test_owner CASCADE");
}

BOOST_AUTO_TEST_CASE(a_block_that_commits_runs_outside) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    database->execute("CREATE TABLE a (x int)");
    project.migration(
        "20260101000000_batches",
        "-- varve:up\nDO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); COMMIT; "
        "END LOOP; END $$;\n");
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows("SELECT count(*) FROM a") == "3\n");
}

BOOST_AUTO_TEST_SUITE_END()
