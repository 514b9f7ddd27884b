#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

using namespace varve::test;

namespace {

const std::string create_a = "-- varve:up\nCREATE TABLE a (x int);\n-- varve:down\nDROP TABLE a;\n";

} // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(a_wrong_password_is_never_shown,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const DurableServer server;
    const std::string wrong = "hunter2-is-wrong";
    Project project;
    project.migration("20260101000000_a", create_a);
    for (const bool in_url : {true, false}) {
        project.url =
            in_url ? with_user(server.locked_url(), "locked:" + wrong) : server.locked_url();
        project.environment = {{"VARVE_PASSWORD", wrong}};
        for (const std::vector<std::string>& words : {std::vector<std::string>{"run"},
                                                      {"run", "-vv"},
                                                      {"run", "--json"},
                                                      {"status", "-vv"}}) {
            const Outcome outcome = project.varve(words);
            require_exit(outcome, 7);
            BOOST_TEST(says(outcome, "password"));
            BOOST_TEST(outcome.output.find(wrong) == std::string::npos);
            BOOST_TEST(outcome.error.find(wrong) == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_password_is_never_shown_however_it_was_written) {
    Project project;
    project.migration("20260101000000_a", create_a);
    for (const std::string url :
         {"postgresql://dan:p#w-S3cret@127.0.0.1:1/d", "postgresql://dan:p?w-S3cret@127.0.0.1:1/d",
          "postgresql://dan:S3cret/word@127.0.0.1/d", "postgresql://dan:S3cret/d",
          "postgresql:dan:S3cret@127.0.0.1/d", "postgrsql:dan:S3cret@127.0.0.1/d",
          "dan:S3cret@127.0.0.1/d", "postgresql://dan@127.0.0.1:1/d?Password=S3cret",
          "postgresql://dan@127.0.0.1:1/d?sslpassword=S3cret&sslkey=/nowhere"}) {
        BOOST_TEST_CONTEXT(url) {
            project.url = url;
            for (const std::vector<std::string>& words :
                 {std::vector<std::string>{"run", "-vv"}, {"status", "--json"}, {"init"}}) {
                const Outcome outcome = project.varve(words);
                BOOST_TEST(outcome.exit_code.value_or(0) != 0);
                BOOST_TEST((outcome.output + outcome.error).find("S3cret") == std::string::npos);
                BOOST_TEST(!std::filesystem::exists(project / "varve.toml"));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_url_in_the_wrong_place_is_quoted_without_its_password) {
    const Project project;
    const std::string url = "postgresql://dan:S3cret@h/d";
    for (const std::vector<std::string>& words : {std::vector<std::string>{"run", url},
                                                  {url, "run"},
                                                  {"run", "--ulr=" + url},
                                                  {"run", "--color", url},
                                                  {"run", "--lock-timeout", url},
                                                  {"run", "--json", url}}) {
        const Outcome outcome = project.varve(words);
        require_exit(outcome, 2);
        BOOST_TEST((outcome.output + outcome.error).find("S3cret") == std::string::npos);
        BOOST_TEST(says(outcome, "dan:***@h"));
    }
}

BOOST_AUTO_TEST_CASE(the_password_of_the_connection_is_struck_out_of_statements_that_are_shown,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const std::string password = "S3cret-of-this-run";
    const auto database = postgresql_database();
    Project project;
    project.url = database->url();
    project.environment = {{"VARVE_PASSWORD", password}};
    project.migration("20260101000000_a", "-- varve:up\nDO $$BEGIN RAISE 'no: " + password +
                                              "' USING HINT = '" + password + "', DETAIL = '" +
                                              password + "'; END$$;\n");
    const auto is_silent = [&](const std::vector<std::string>& words, int exit_code) {
        const Outcome outcome = project.varve(words);
        require_exit(outcome, exit_code);
        BOOST_TEST((outcome.output + outcome.error).find(password) == std::string::npos);
        BOOST_TEST(says(outcome, "***"));
    };
    is_silent({"run"}, 1);
    is_silent({"run", "--json"}, 1);
    is_silent({"run", "--dry-run", "--json"}, 0);
    is_silent({"plan", "--sql"}, 0);
    is_silent({"plan", "--json", "--out", "plan.json"}, 0);
    // A plan that is kept has what the migration's author wrote, or it could not be run.
    BOOST_TEST(says(project.varve({"run", "--plan", "plan.json"}), "no: ***"));
}

BOOST_AUTO_TEST_CASE(the_right_password_is_in_no_log_or_row,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const DurableServer server;
    PostgresqlSession(server.url()).execute("GRANT CREATE ON SCHEMA public TO locked");
    const std::string right = server.locked_password();
    Project project;
    project.migration("20260101000000_a", create_a);
    project.write("secret", right + "\n");
    ::chmod((project / "secret").c_str(), 0600);
    project.write("varve.toml", "url = '" + server.locked_url() +
                                    "'\npassword_file = 'secret'\n[log]\nfile = 'varve.log'\n"
                                    "level = 'trace'\n[project]\nhooks = ['audit']\n");
    for (const char* const command : {"run", "status", "plan"}) {
        const Outcome outcome = project.varve({command, "-vv", "--json"});
        require_exit(outcome, 0);
        // The password is the word "right", so look for it where no sentence could hold it.
        BOOST_TEST((outcome.output + outcome.error).find(":" + right + "@") == std::string::npos);
    }
    const std::string everything =
        read_file(project / "varve.log") + read_file(project / "varve-audit.jsonl");
    BOOST_TEST(everything.find(right) == std::string::npos);
    PostgresqlSession session(server.url());
    BOOST_TEST(
        session.value(
            "SELECT count(*) FROM varve_log l, varve_history h WHERE l::text || h::text LIKE '%" +
            right + "%'") == "0");
}

BOOST_AUTO_TEST_SUITE_END()
