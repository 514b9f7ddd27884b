#include "support/database.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::test;

namespace {

const std::string users = "CREATE TABLE users (id int, email text);\n"
                          "INSERT INTO users VALUES (1, 'ann@example.org'), (2, NULL);\n";
const std::string all_have_one =
    "-- varve:expect SELECT count(*) = 0 FROM users WHERE email IS NULL\n";

struct Users : Project {
    explicit Users(const Database& database) { url = database.url(); }
    void write(const std::string& up, const std::string& down = "DROP TABLE users;\n") const {
        migration("20260101000000_users", "-- varve:up" + up + "-- varve:down\n" + down);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(expectations)

BOOST_AUTO_TEST_CASE(one_that_is_not_so_takes_back_the_migration) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.write("\n" + all_have_one + users);
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "it was rolled back: nothing of it is in the database"));
        BOOST_TEST(says(failed, "20260101000000_users.sql:2: what it expects is not so: the "
                                "answer is "));
        BOOST_TEST(says(failed, "2 | SELECT count(*) = 0 FROM users WHERE email IS NULL"));
        BOOST_TEST(database.history() == "");
        BOOST_TEST(database.schema().find("users") == std::string::npos);
        BOOST_TEST(database.rows("SELECT event FROM varve_log") == "failed\n");
        project.write("\n" + users + "DELETE FROM users WHERE email IS NULL;\n" + all_have_one);
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.history() == "20260101000000|users|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(one_transaction_for_all_is_taken_back_as_a_whole) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.migration("20251231000000_first", "-- varve:up\nCREATE TABLE first (x int);\n");
        project.write("\n" + users + all_have_one);
        const Outcome failed = project.varve({"run", "--transaction", "all"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "_users.sql:4: what it expects is not so"));
        BOOST_TEST(database.history() == "");
        BOOST_TEST(database.schema().find("first") == std::string::npos);
    });
}

BOOST_AUTO_TEST_CASE(without_a_transaction_what_is_done_stays_and_is_looked_at_again) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.write(" transaction=none\n" + users + all_have_one);
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "its 2 statement(s) are done and recorded, and cannot be taken "
                                "back; put right what is wrong and run again"));
        BOOST_TEST(says(project.varve({"status"}), "partial"));
        const Outcome again = project.varve({"run"});
        require_exit(again, 1);
        BOOST_TEST(says(again, "all of them are done"));
        BOOST_TEST(database.history() == "");
        database.execute("UPDATE users SET email = '' WHERE email IS NULL");
        require_exit(project.varve({"run"}), 0);
        BOOST_TEST(database.history() == "20260101000000|users|sql\n");
        BOOST_TEST(database.rows("SELECT count(*) FROM users") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(a_down_has_its_own_also_the_one_that_history_keeps) {
    for_each_database([](const Database& database) {
        const Users project(database);
        const std::string down = "DELETE FROM users;\n-- varve:expect begin\nSELECT count(*) = 2\n"
                                 "FROM users;\n-- varve:expect end\n";
        project.write("\n" + users, down);
        require_exit(project.varve({"run"}), 0);
        const auto fails_at = [&](const std::string& place) {
            const Outcome failed = project.varve({"revert", "--yes"});
            require_exit(failed, 1);
            BOOST_TEST(says(failed, place + ": what it expects is not so"));
            BOOST_TEST(says(failed, " | FROM users"));
            BOOST_TEST(database.rows("SELECT count(*) FROM users") == "2\n");
        };
        fails_at("_users.sql:7");
        std::filesystem::remove(project / "migrations/20260101000000_users.sql");
        fails_at("history:3");
        BOOST_TEST(database.history() == "20260101000000|users|sql\n");
    });
}

BOOST_AUTO_TEST_CASE(what_changes_something_is_refused_before_anything_runs) {
    for_each_database([](const Database& database) {
        const Users project(database);
        for (const std::string text : {"UPDATE users SET id = 1", "VACUUM", "SELECT 1; SELECT 2"}) {
            project.write("\n" + users + "-- varve:expect " + text + "\n");
            const Outcome refused = project.varve({"plan"});
            require_exit(refused, 2);
            BOOST_TEST(says(refused, "20260101000000_users.sql:4: "));
        }
    });
}

BOOST_AUTO_TEST_CASE(is_shown_and_tried_and_asked_by_no_dry_run) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.write("\n" + users + all_have_one);
        BOOST_TEST(says(project.varve({"plan"}), "must be true then"));
        BOOST_TEST(says(project.varve({"plan", "--sql"}),
                        "-- must be true then:\nSELECT count(*) = 0 FROM users"));
        BOOST_TEST(says(project.varve({"plan", "--json"}),
                        "\"sql\": \"SELECT count(*) = 0 FROM users WHERE email IS NULL\""));
        require_exit(project.varve({"run", "--dry-run"}), 0);
        const Outcome tried = project.varve({"test"});
        require_exit(tried, 1);
        BOOST_TEST(says(tried, "the up fails: migrations/20260101000000_users.sql:4: what it "
                               "expects is not so"),
                   tried.output);
        require_exit(project.varve({"run", "--fake"}), 0);
    });
}

BOOST_AUTO_TEST_CASE(may_be_for_one_database_only_and_have_placeholders) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.Project::write("varve.toml", "[placeholders]\nwanted = '1'\n");
        const std::string other = database.kind() == "sqlite" ? "postgresql" : "sqlite";
        project.migration("20260101000000_users",
                          "-- varve:placeholders on\n-- varve:up\n" + users + "-- varve:dialect " +
                              other + "\n-- varve:expect SELECT nonsense\n-- varve:dialect " +
                              database.kind() + "\n-- varve:expect SELECT ${wanted}\n");
        require_exit(project.varve({"run"}), 0);
        project.migration("20260102000000_more",
                          "-- varve:placeholders on\n-- varve:up\nSELECT 1;\n"
                          "-- varve:expect SELECT count(*) = ${wanted} FROM users\n");
        BOOST_TEST(says(project.varve({"run"}), "SELECT count(*) = 1 FROM users"));
    });
}

BOOST_AUTO_TEST_CASE(a_query_that_fails_is_told_with_its_place) {
    for_each_database([](const Database& database) {
        const Users project(database);
        project.write("\n" + users + "-- varve:expect SELECT count(*) = 0 FROM userz\n");
        const Outcome failed = project.varve({"run"});
        require_exit(failed, 1);
        BOOST_TEST(says(failed, "20260101000000_users.sql:4: "));
        BOOST_TEST(says(failed, "userz"));
        BOOST_TEST(database.history() == "");
    });
}

BOOST_AUTO_TEST_CASE(is_asked_in_the_session_that_the_migration_has_made,
                     *boost::unit_test::precondition(postgresql_is_there)) {
    const auto database = postgresql_database();
    const Users project(*database);
    for (const std::string option : {"", " transaction=none"}) {
        const std::string schema = option.empty() ? "one" : "two";
        project.migration("20260101000000_" + schema,
                          "-- varve:up" + option + "\nCREATE SCHEMA " + schema +
                              ";\nSET search_path = " + schema + ";\n" + users +
                              "-- varve:expect SELECT count(*) = 2 FROM users\n");
        require_exit(project.varve({"run"}), 0);
        std::filesystem::remove(project / ("migrations/20260101000000_" + schema + ".sql"));
        require_exit(project.varve({"repair", "--missing", "--yes"}), 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
