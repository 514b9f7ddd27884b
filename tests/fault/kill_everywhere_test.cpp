#include "support/mysql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <functional>
#include <sstream>

using namespace varve::test;

namespace {

/// Makes a project's migrations.
using Write = std::function<void(Project&)>;
using MakeDatabase = std::function<std::unique_ptr<Database>()>;

Command run_of(Project& project, const Database& database, const Write& write) {
    project.url = database.url();
    write(project);
    return project.command({"run", "--quiet"});
}

// What a run sends, in order. One that the database refuses (history is read before there is any)
// has no moment after it.
struct SentStatement {
    std::string text;
    bool refused = false;
};

std::vector<SentStatement> statements_of_a_run(const Database& database, const Write& write) {
    Project project;
    Command command = run_of(project, database, write);
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

// `rows` says what no schema shows.
std::string state_of(const Database& database, const std::string& rows) {
    return database.schema() + database.history() + database.rows(rows) +
           database.rows("SELECT count(*) FROM varve_journal");
}

void check_every_statement(const MakeDatabase& make, const Write& write, const std::string& rows) {
    const auto model = make();
    const std::vector<SentStatement> statements = statements_of_a_run(*model, write);
    const std::string expected = state_of(*model, rows);
    for (std::size_t number = 1; number <= statements.size(); ++number) {
        for (const std::string moment : {"before", "during", "after"}) {
            if (moment == "after" && statements[number - 1].refused) continue;
            BOOST_TEST_CONTEXT(moment << " statement " << number << ": "
                                      << statements[number - 1].text) {
                const auto database = make();
                Project project;
                Command command = run_of(project, *database, write);
                command.environment.insert(
                    command.environment.end(),
                    {{"LD_PRELOAD", VARVE_FAULT_LIBRARY},
                     {"VARVE_FAULT", moment + "::" + std::to_string(number)}});
                BOOST_TEST(run(command).signal == SIGKILL);
                const Outcome again = project.varve({"run", "--quiet"});
                require_exit(again, 0);
                BOOST_TEST(again.wall.count() < 5000);
                BOOST_TEST(state_of(*database, rows) == expected);
            }
        }
    }
}

void write_user_service(Project& project) {
    project.migrations = VARVE_SOURCE_DIR "/migrations";
}

// Rows and tables in one, a transaction of the author's own, and rows alone.
void write_mixture(Project& project) {
    project.migration("20260101000000_mixed", "-- varve:up\n"
                                              "SET foreign_key_checks = 0;\n"
                                              "CREATE TABLE a (id INT PRIMARY KEY, x INT);\n"
                                              "INSERT INTO a VALUES (1, 1);\n"
                                              "ALTER TABLE a ADD INDEX (x);\n"
                                              "UPDATE a SET x = x + 1;\n"
                                              "CREATE TABLE b (x INT);\n");
    project.migration("20260102000000_own", "-- varve:up transaction=none\n"
                                            "INSERT INTO b VALUES (1);\n"
                                            "START TRANSACTION;\n"
                                            "INSERT INTO b VALUES (2);\n"
                                            "UPDATE a SET x = x + 1;\n"
                                            "COMMIT;\n"
                                            "INSERT INTO b VALUES (3);\n");
    project.migration("20260103000000_rows", "-- varve:up\n"
                                             "INSERT INTO b VALUES (4);\n"
                                             "UPDATE a SET x = x + 1;\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(kill_everywhere)

BOOST_AUTO_TEST_CASE(the_user_service_survives_a_kill_at_every_statement) {
    for_each_database([](const Database& model) {
        const bool sqlite = model.kind() == "sqlite";
        check_every_statement([&] { return sqlite ? sqlite_database() : postgresql_database(); },
                              &write_user_service, "SELECT count(*) FROM roles");
    });
}

BOOST_AUTO_TEST_CASE(a_mixture_survives_a_kill_at_every_statement,
                     *boost::unit_test::precondition(mysql_is_there)) {
    for (const char* const variable : {"VARVE_TEST_MARIADB", "VARVE_TEST_MYSQL"})
        BOOST_TEST_CONTEXT(variable) {
            check_every_statement([&] { return mysql_database(server_url(variable)); },
                                  &write_mixture, "SELECT a.x, b.x FROM a, b ORDER BY 1, 2");
        }
}

BOOST_AUTO_TEST_SUITE_END()
