#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"
#include "support/proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/mount.h>
#include <unistd.h>

using namespace varve::test;

namespace {

const std::string create_a = "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n";

boost::test_tools::assertion_result as_root(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result result(::geteuid() == 0);
    result.message() << "only root can mount a small file system";
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(bad_input)

BOOST_AUTO_TEST_CASE(no_database_is_there) {
    Project project;
    project.migration("20260101000000_a", create_a);
    struct Case {
        const char *name, *url, *sentence;
    };
    for (const Case& c : {
             Case{"nobody listens", "postgresql://u@127.0.0.1:1/d", "127.0.0.1"},
             Case{"no such socket", "postgresql:///d?host=/nowhere", "/nowhere"},
             Case{"no such folder", "sqlite:/nowhere/app.db", "/nowhere"},
             Case{"a folder", "sqlite:/tmp", "/tmp"},
         }) {
        BOOST_TEST_CONTEXT(c.name) {
            project.url = c.url;
            const Outcome outcome = project.varve({"run"});
            require_exit(outcome, 7);
            BOOST_TEST(says(outcome, c.sentence));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_database_has_no_such_name,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    Project project;
    project.migration("20260101000000_a", create_a);
    project.url = with_database(postgresql_url(), "varve_no_such_database");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 7);
    BOOST_TEST(says(outcome, "varve_no_such_database"));
}

BOOST_AUTO_TEST_CASE(waits_for_a_database_when_told_to) {
    Project project;
    project.url = "postgresql://u@127.0.0.1:1/d";
    project.migration("20260101000000_a", create_a);
    const Outcome outcome = project.varve({"run", "--wait-database", "1s"});
    require_exit(outcome, 7);
    BOOST_TEST(says(outcome, "waiting for the database"));
    BOOST_TEST(outcome.wall.count() >= 1000);
}

BOOST_AUTO_TEST_CASE(nobody_knows_the_scheme) {
    Project project;
    project.migration("20260101000000_a", create_a);
    project.url = "postgrsql://u@h/d";
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "did you mean 'postgresql'?"));
    project.url = "";
    const Outcome none = project.varve({"run"});
    require_exit(none, 2);
    BOOST_TEST(says(none, "no database is configured"));
}

BOOST_AUTO_TEST_CASE(the_configuration_has_an_unknown_key) {
    Project project;
    project.write("varve.toml", "url = 'sqlite:a.db'\n[migrate]\nlock_timeuot = '5s'\n");
    const Outcome outcome = project.varve({"status"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "varve.toml:3: "));
    BOOST_TEST(says(outcome, "did you mean 'migrate.lock_timeout'?"));
}

BOOST_AUTO_TEST_CASE(all_malformed_migrations_are_named_at_once_and_nothing_runs) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_good", create_a);
    project.migration("20260102000000_no_up", "-- varve:down\nDROP TABLE a;\n");
    project.migration("20260103000000_typo", "-- varve:up\n-- varve:dwon\n");
    project.write("migrations/20260104000000_latin.sql", "-- varve:up\nSELECT '\xE9';\n");
    project.write("migrations/20260199000000_date.sql", create_a);
    std::filesystem::create_directory(project / "migrations/20260105000000_folder.sql");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 2);
    for (const char* const sentence :
         {"5 problems", "20260102000000_no_up.sql: has no '-- varve:up'",
          "20260103000000_typo.sql:2: ", "did you mean 'down'?",
          "20260104000000_latin.sql:2: is not UTF-8",
          "20260199000000_date.sql: has a version that is no date",
          "20260105000000_folder.sql: is a folder"})
        BOOST_TEST(says(outcome, sentence));
    BOOST_TEST(database->schema() == "");
}

BOOST_AUTO_TEST_CASE(two_files_have_the_same_version) {
    Project project;
    project.url = "sqlite:a.db";
    project.migration("20260101000000_a", create_a);
    project.migration("20260101000000_b", create_a);
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(
        outcome, "20260101000000_b.sql: has the same version as migrations/20260101000000_a.sql"));
    BOOST_TEST(!std::filesystem::exists(project / "a.db"));
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_named) {
    Project project;
    project.url = "sqlite:a.db";
    std::filesystem::create_symlink("nowhere", project / "migrations/20260101000000_a.sql");
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "20260101000000_a.sql: cannot be read: No such file"));
}

BOOST_AUTO_TEST_CASE(a_migration_may_not_manage_transactions) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        project.migration(
            "20260101000000_a",
            "-- varve:up\nCREATE TABLE a (x int);\nCOMMIT;\nCREATE TABLE b (x int);\n");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 2);
        BOOST_TEST(says(outcome, "20260101000000_a.sql:3: 'COMMIT' is varve's to say"));
        BOOST_TEST(database.schema().find("TABLE a") == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(a_dump_can_be_a_migration,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto original = postgresql_database();
    original->execute(
        "CREATE TABLE people (id int PRIMARY KEY, name text); INSERT INTO people VALUES (1, "
        "E'a\\tb;'), (2, NULL);"
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$;");
    const Outcome dump = run({.arguments = {"pg_dump", original->url()}});
    require_exit(dump, 0);

    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_raw", dump.output);
    const Outcome raw = project.varve({"run"});
    require_exit(raw, 2);
    BOOST_TEST(says(raw, "looks like a database dump; put a line '-- varve:up'"));

    project.migration("20260101000000_raw", "-- varve:up\n" + dump.output);
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(database->rows("SELECT * FROM people ORDER BY id") ==
               original->rows("SELECT * FROM people ORDER BY id"));

    project.migration("20260102000000_connect", "-- varve:up\n\\connect other\nSELECT 1;\n");
    const Outcome connect = project.varve({"run"});
    require_exit(connect, 2);
    BOOST_TEST(says(connect, "20260102000000_connect.sql:2: "));
}

BOOST_AUTO_TEST_CASE(the_disk_is_full, *boost::unit_test::precondition(as_root)) {
    const TempDir folder;
    BOOST_REQUIRE(::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=256k") == 0);
    Project project;
    project.url = "sqlite:" + (folder / "app.db").string();
    project.migration("20260101000000_small", "-- varve:up\nCREATE TABLE small (x int);\n");
    require_exit(project.varve({"run"}), 0);
    project.migration("20260102000000_large", "-- varve:up\nCREATE TABLE large (x blob);\nINSERT "
                                              "INTO large VALUES (zeroblob(1000000));\n");
    const Outcome outcome = project.varve({"run"});
    const Outcome status = project.varve({"status"});
    ::umount2(folder.path().c_str(), MNT_DETACH);
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "full"));
    BOOST_TEST(says(outcome, "nothing of it is in the database"));
    require_exit(status, 0);
    BOOST_TEST(says(status, "1 applied, 1 pending"));
}

BOOST_AUTO_TEST_CASE(the_database_cannot_be_written) {
    const auto database = sqlite_database();
    Project project;
    project.migration("20260101000000_a", create_a);
    project.url = database->url();
    require_exit(project.varve({"run"}), 0);
    project.migration("20260102000000_b", "-- varve:up\nCREATE TABLE b (x int);\n");
    project.url = database->url() + "?mode=ro";
    const Outcome outcome = project.varve({"run"});
    require_exit(outcome, 1);
    BOOST_TEST(says(outcome, "read"));
    require_exit(project.varve({"status"}), 0);
}

BOOST_AUTO_TEST_CASE(the_connection_is_lost_in_the_middle,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    struct Case {
        const char* name;
        Cut cut;
        const char* sentence;
        bool applied; ///< did it reach the server after all?
    };
    for (const Case& c : {
             Case{"before a statement",
                  {.text = "CREATE TABLE b"},
                  "nothing of it is in the database",
                  false},
             Case{"after a statement",
                  {.text = "CREATE TABLE b", .moment = Cut::Moment::unanswered},
                  "nothing of it is in the database",
                  false},
             Case{"while committing, not heard",
                  {.text = "COMMIT", .count = 2, .moment = Cut::Moment::unanswered},
                  "'varve status' tells",
                  true},
         }) {
        BOOST_TEST_CONTEXT(c.name) {
            const auto database = postgresql_database();
            Project project;
            project.migration("20260101000000_b", "-- varve:up\nCREATE TABLE b (x int);\n");
            Proxy proxy(database->url(), {.cuts = {c.cut}});
            project.url = proxy.url();
            const Outcome outcome = project.varve({"run"});
            require_exit(outcome, 7);
            BOOST_TEST(says(outcome, c.sentence));
            project.url = database->url();
            BOOST_TEST(says(project.varve({"status"}), c.applied ? "1 applied" : "1 pending"));
            require_exit(project.varve({"run"}), 0);
            BOOST_TEST(database->history() == "20260101000000|b|sql\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(standard_output_is_closed_and_the_run_is_done_all_the_same) {
    for (const auto output :
         {Command::Output::closed, Command::Output::broken, Command::Output::full}) {
        const auto database = sqlite_database();
        Project project;
        project.url = database->url();
        project.migration("20260101000000_a", create_a);
        Command command = project.command({"run"});
        command.output = output;
        const Outcome outcome = varve::test::run(command);
        require_exit(outcome, 1);
        BOOST_TEST(says(outcome, "standard output could not be written"));
        BOOST_TEST(database->history() == "20260101000000|a|sql\n");
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_begun_leaves_nothing) {
    Project project;
    std::filesystem::remove(project / "migrations");
    project.write("migrations", "");
    const Outcome outcome = project.varve({"init"});
    require_exit(outcome, 2);
    BOOST_TEST(says(outcome, "the folder migrations cannot be made"));
    BOOST_TEST(!std::filesystem::exists(project / "varve.toml"));
    std::filesystem::remove(project / "migrations");
    require_exit(project.varve({"init"}), 0);
    std::filesystem::remove(project / "migrations");
    const Outcome again = project.varve({"init"});
    require_exit(again, 2);
    BOOST_TEST(says(again, "varve.toml is there already; nothing was changed"));
    BOOST_TEST(!std::filesystem::exists(project / "migrations"));
}

BOOST_AUTO_TEST_CASE(what_a_hook_cannot_record_is_not_run) {
    const auto database = sqlite_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", create_a);
    for (const std::string file : {"/dev/full", "no/such/file"}) {
        project.write("varve.toml",
                      "[project]\nhooks = ['audit']\n[audit]\nfile = '" + file + "'\n");
        const Outcome outcome = project.varve({"run"});
        require_exit(outcome, 8);
        BOOST_TEST(says(outcome, "hook 'audit' vetoed"));
        BOOST_TEST(says(outcome, "nothing was run"));
    }
    BOOST_TEST(database->schema().find("TABLE a ") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(options_may_stand_before_the_command) {
    Project project;
    project.migration("20260101000000_a", create_a);
    const Outcome plan = project.varve({"--steps", "1", "plan", "--url", "sqlite:a.db"});
    require_exit(plan, 0);
    BOOST_TEST(says(plan, "1 migration would be applied"));
}

BOOST_AUTO_TEST_CASE(help_is_the_same_json_however_it_is_asked_for) {
    const Project project;
    const Outcome outcome = project.varve({"run", "--steps", "1", "--help", "--json"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.output == project.varve({"help", "run", "--json"}).output);
}

BOOST_AUTO_TEST_CASE(the_path_of_a_migration_may_be_long) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        std::filesystem::path folder;
        for (int i = 0; i < 6; ++i) folder /= std::string(200, 'd');
        project.migrations = folder;
        project.write(folder / "20260101000000_a.sql", create_a);
        require_exit(project.varve({"run"}), 0);
        const std::string origin = database.rows("SELECT origin FROM varve_history");
        BOOST_TEST(origin.starts_with("…ddd"));
        BOOST_TEST(origin.find("d/20260101000000_a.sql") != std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(typing_mistakes_get_a_suggestion) {
    Project project;
    BOOST_TEST(says(project.varve({"statsu"}), "did you mean 'status'?"));
    require_exit(project.varve({"statsu"}), 2);
    const Outcome option = project.varve({"run", "--taget", "1"});
    require_exit(option, 2);
    BOOST_TEST(says(option, "did you mean '--target'?"));
    require_exit(project.varve({"lock"}), 2);
    require_exit(project.varve({"run", "extra"}), 2);
}

BOOST_AUTO_TEST_SUITE_END()
