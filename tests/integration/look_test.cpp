// The commands that only look: logs, config show.
#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

} // namespace

BOOST_AUTO_TEST_SUITE(look)

BOOST_AUTO_TEST_CASE(the_log_keeps_what_history_forgets) {
    for_each_database([](const Database& database) {
        Project project;
        project.url = database.url();
        BOOST_TEST(says(project.varve({"logs"}), "nothing of that is in the log"));
        project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n-- "
                                              "varve:down\nDROP TABLE a;\n");
        project.migration("20260102000000_b", "-- varve:up\nINSERT INTO nowhere VALUES (1);\n");
        require_exit(project.varve({"run"}), 1);
        require_exit(project.varve({"revert", "--yes"}), 0);
        const Outcome all = project.varve({"logs"});
        require_exit(all, 0);
        const std::size_t applied = all.output.find("applied  20260101000000 a up");
        const std::size_t failed = all.output.find("failed  20260102000000 b up");
        const std::size_t reverted = all.output.find("reverted  20260101000000 a down");
        BOOST_TEST((applied < failed && failed < reverted));
        BOOST_TEST(reverted != std::string::npos);
        BOOST_TEST(says(all, "    migration 20260102000000 b failed; it was rolled back"));

        BOOST_TEST(lines_of(project.varve({"logs", "--event", "reverted"}).output) == 1U);
        const Outcome of_one = project.varve({"logs", "--migration", "a", "--sql"});
        BOOST_TEST(lines_of(of_one.output) == 4U);
        BOOST_TEST(says(of_one, "    CREATE TABLE a (x int);"));
        BOOST_TEST(lines_of(project.varve({"logs", "--limit", "1", "--event", "applied"}).output) ==
                   1U);
        const Outcome json = project.varve({"logs", "--json", "--limit", "1"});
        BOOST_TEST(says(json, "\"event\": \"reverted\""));
        BOOST_TEST(!says(json, "\"event\": \"applied\""));
        require_exit(project.varve({"logs", "--event", "reversed"}), 2);
        std::filesystem::remove(project /
                                "migrations/20260101000000_a.sql"); // only the log knows it
        BOOST_TEST(lines_of(project.varve({"logs", "--migration", "a"}).output) == 2U);
        require_exit(project.varve({"logs", "--migration", "nowhere"}), 2);
        require_exit(project.varve({"logs", "--limit", "0"}), 2);
    });
}

BOOST_AUTO_TEST_CASE(a_role_that_may_not_read_history_is_told_what_it_needs,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.migration("20260101000000_a", "-- varve:up\nCREATE TABLE a (x int);\n");
    require_exit(project.varve({"run"}), 0);
    const std::string role = "reader_of_" + database->name();
    database->execute("CREATE ROLE " + role + " LOGIN");
    project.url = with_user(database->url(), role);
    for (const char* const command : {"status", "plan", "logs"}) BOOST_TEST_CONTEXT(command) {
            const Outcome outcome = project.varve({command});
            require_exit(outcome, 1);
            BOOST_TEST(says(outcome, "varve's own tables cannot be read: permission denied for "));
            BOOST_TEST(
                says(outcome, "let this user read them (GRANT SELECT); 'varve doctor' says"));
        }
    database->execute("DROP ROLE " + role);
}

BOOST_AUTO_TEST_CASE(every_setting_tells_where_it_was_said) {
    Project project;
    project.write("varve.toml", "url = 'postgresql://ann:hunter2@db/app'\n"
                                "[migrate]\nlock_timeout = '7s'\n"
                                "[profile.night.migrate]\nwait_lock = '2m'\n"
                                "[audit]\nfile = 'ftp://ann:hunter2@h/audit.jsonl'\n");
    project.environment = {{"VARVE_MIGRATE_PREFIX", "our_"}};
    const Outcome outcome =
        project.varve({"config", "show", "--profile", "night", "--dir", "elsewhere"});
    require_exit(outcome, 0);
    std::string text = outcome.output;
    // The columns are as wide as what stands in them.
    text.erase(
        std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
        text.end());
    for (const char* const line :
         {"url postgresql://ann@db/app varve.toml:1", "migrate.lock_timeout 7s varve.toml:3",
          "migrate.wait_lock 2m varve.toml:5", "migrate.prefix our_ VARVE_MIGRATE_PREFIX",
          "project.migrations elsewhere --dir", "connect_timeout 10s default",
          "audit.file ftp://ann@h/audit.jsonl varve.toml:7"})
        BOOST_TEST(text.find(line) != std::string::npos, line << " is not in\n" << text);
    BOOST_TEST(!says(outcome, "hunter2"));
    BOOST_TEST(!says(project.varve({"config", "show", "--json"}), "hunter2"));
}

BOOST_AUTO_TEST_SUITE_END()
