// A run that is killed between a migration's last statement and the answer to what it expects.
#include "support/database.hpp"
#include "support/program.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace varve::test;

namespace {

const std::string question = "SELECT count(*) = 0 FROM users";

struct Users : Project {
    explicit Users(const Database& database) {
        url = database.url();
        migration("20260101000000_users",
                  "-- varve:up transaction=none\nCREATE TABLE users (id int);\n"
                  "INSERT INTO users VALUES (1);\n-- varve:expect " +
                      question + "\n");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(kill_expectation)

BOOST_AUTO_TEST_CASE(it_is_asked_again_by_the_next_run) {
    for (const std::string moment : {"before", "during", "after"})
        for_each_database([&](const Database& database) {
            BOOST_TEST_CONTEXT(moment) {
                const Users project(database);
                Command command = project.command({"run", "--quiet"});
                command.environment.insert(command.environment.end(),
                                           {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                                            {"VARVE_FAULT", moment + ':' + question + ":1"}});
                BOOST_TEST(run(command).signal == SIGKILL);
                BOOST_TEST(database.history() == "");
                const Outcome again = project.varve({"run"});
                require_exit(again, 1);
                BOOST_TEST(says(again, "what it expects is not so"));
                BOOST_TEST(says(again, "all of them are done"));
                BOOST_TEST(database.rows("SELECT count(*) FROM users") == "1\n");
                database.execute("DELETE FROM users");
                require_exit(project.varve({"run"}), 0);
                BOOST_TEST(database.history() == "20260101000000|users|sql\n");
            }
        });
}

BOOST_AUTO_TEST_SUITE_END()
