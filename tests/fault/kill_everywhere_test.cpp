#include "kill_case.hpp"
#include "support/postgresql.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <sstream>

using namespace varve::test;

namespace {

struct Service : Project {
    explicit Service(const Database& database) {
        url = database.url();
        migrations = VARVE_SOURCE_DIR "/migrations";
    }
};

// What a run sends, in order. One that the database refuses (history is read before there is any)
// has no moment after it.
struct SentStatement {
    std::string text;
    bool refused = false;
};

std::vector<SentStatement> statements_of_a_run(const Database& database) {
    const Service project(database);
    Command command = project.command({"run", "--quiet"});
    command.environment.insert(
        command.environment.end(),
        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY}, {"VARVE_FAULT_TRACE", (project / "trace").string()}});
    require_exit(run(command), 0);
    std::istringstream lines(read_file(project / "trace"));
    std::vector<SentStatement> statements;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
        const std::string event = line.substr(first + 1, second - first - 1);
        const std::string text = line.substr(second + 1);
        if (event == "start") statements.push_back({text});
        if (event != "failed") continue;
        const auto refused =
            std::ranges::find(statements.rbegin(), statements.rend(), text, &SentStatement::text);
        if (refused != statements.rend()) refused->refused = true;
    }
    return statements;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_everywhere)

// One run, killed at a statement, gone on with, killed at the next, and so on to its end.
BOOST_AUTO_TEST_CASE(the_user_service_survives_a_kill_at_every_statement) {
    for_each_database([](const Database& model) {
        const std::vector<SentStatement> statements = statements_of_a_run(model);
        const std::string expected = model.schema() + model.history();
        for (std::size_t number = 1; number <= statements.size(); ++number) {
            for (const std::string moment : {"before", "during", "after"}) {
                if (moment == "after" && statements[number - 1].refused) continue;
                BOOST_TEST_CONTEXT(moment << " statement " << number) {
                    const auto database =
                        model.kind() == "sqlite" ? sqlite_database() : postgresql_database();
                    const Service project(*database);
                    Command command = project.command({"run", "--quiet"});
                    command.environment.insert(
                        command.environment.end(),
                        {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                         {"VARVE_FAULT", moment + "::" + std::to_string(number)}});
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
