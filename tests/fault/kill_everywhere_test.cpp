#include "kill_case.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace varve::test;

namespace {

struct Service : Project {
    explicit Service(const Database& database) {
        url = database.url();
        migrations = VARVE_SOURCE_DIR "/migrations";
    }
};

std::size_t statements_of_a_run(const Database& database) {
    const Service project(database);
    Command command = project.command({"run", "--quiet"});
    command.environment.insert(
        command.environment.end(),
        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY}, {"VARVE_FAULT_TRACE", (project / "trace").string()}});
    require_exit(run(command), 0);
    const std::string trace = read_file(project / "trace");
    std::size_t count = 0;
    for (std::size_t at = 0; (at = trace.find("\tstart\t", at)) != std::string::npos; ++at) ++count;
    return count;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_everywhere)

// One run, killed at a statement, gone on with, killed at the next, and so on to its end.
BOOST_AUTO_TEST_CASE(the_user_service_survives_a_kill_at_every_statement) {
    for_each_database([](const Database& model) {
        const std::size_t count = statements_of_a_run(model);
        const std::string expected = model.schema() + model.history();
        for (std::size_t number = 1; number <= count; ++number) {
            for (const char* const moment : {"before", "during", "after"}) {
                BOOST_TEST_CONTEXT(moment << " statement " << number) {
                    const auto database =
                        model.kind() == "sqlite" ? sqlite_database() : postgresql_database();
                    const Service project(*database);
                    Command command = project.command({"run", "--quiet"});
                    command.environment.insert(
                        command.environment.end(),
                        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                         {"VARVE_FAULT", std::string(moment) + "::" + std::to_string(number)}});
                    BOOST_TEST(run(command).signal == SIGKILL);
                    const Outcome again = project.varve({"run", "--quiet"});
                    require_exit(again, 0);
                    BOOST_TEST(again.wall.count() < 5000);
                    BOOST_TEST(database->schema() + database->history() == expected);
                }
            }
        }
    });
}

BOOST_AUTO_TEST_SUITE_END()
