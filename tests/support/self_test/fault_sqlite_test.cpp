#include "fault_probe.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>
#include <sqlite3.h>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;

namespace {

/// How many rows table t of a SQLite file has; -1 where there is no such table.
int sqlite_rows(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    sqlite3_open(file.c_str(), &database);
    int result = -1;
    if (sqlite3_prepare_v2(database, "select count(*) from t", -1, &statement, nullptr) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        result = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return result;
}

const std::vector<std::string> script{"create table t (a int)", "begin", "insert into t values (1)",
                                      "insert into t values (2)", "commit"};

std::vector<std::string> sqlite_probe(const std::filesystem::path& file) {
    std::vector<std::string> arguments{"sqlite", file.string()};
    arguments.insert(arguments.end(), script.begin(), script.end());
    return arguments;
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_shim_sqlite)

BOOST_AUTO_TEST_CASE(leaves_a_program_alone_where_nothing_is_asked) {
    const TempDir directory;
    const Outcome outcome = run_probe(sqlite_probe(directory / "db"), {});
    BOOST_TEST((outcome.exit_code == 0), outcome.description());
    BOOST_TEST(last_line(outcome.output) == "ok commit");
    BOOST_TEST(sqlite_rows(directory / "db") == 2);
}

BOOST_AUTO_TEST_CASE(refuses_words_that_it_does_not_know) {
    const Environment cases[]{{{"VARVE_FAULT", "befor:x"}},
                              {{"VARVE_FAULT", "before"}},
                              {{"VARVE_FAULT_ACTION", "explode"}}};
    for (const Environment& environment : cases) {
        const TempDir directory;
        const Outcome outcome = run_probe(sqlite_probe(directory / "db"), environment);
        BOOST_TEST((outcome.exit_code == 97), outcome.description());
        BOOST_TEST(contains(outcome.error, environment[0].second));
    }
}

BOOST_AUTO_TEST_CASE(kills_at_every_point_of_a_sqlite_statement) {
    struct Case {
        const char* fault;
        const char* last; ///< what the program said last
        int rows;
    };
    const Case cases[]{
        {"before:create", "", -1},
        {"during:create", "", -1},
        {"write:create", "", -1},
        {"sync:create", "", -1},
        {"after:create", "", 0},
        {"before:insert", "ok begin", 0},
        {"during:insert:2", "ok insert into t values (1)", 0},
        {"after:insert:2", "ok insert into t values (1)", 0},
        {"before:commit", "ok insert into t values (2)", 0},
        {"during:commit", "ok insert into t values (2)", 0},
        {"write:commit", "ok insert into t values (2)", 0},
        {"sync:commit", "ok insert into t values (2)", 0},
        {"after:commit", "ok insert into t values (2)", 2},
        {"before::4", "ok insert into t values (1)", 0},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.fault) {
            const TempDir directory;
            const Outcome outcome = run_probe(sqlite_probe(directory / "db"), fault_at(c.fault));
            BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
            BOOST_TEST(last_line(outcome.output) == c.last);
            BOOST_TEST(sqlite_rows(directory / "db") == c.rows);
        }
    }
}

BOOST_AUTO_TEST_CASE(does_nothing_where_nothing_matches) {
    const TempDir directory;
    for (const char* const text : {"before:insert:3", "during:delete", "after::99"}) {
        std::filesystem::remove(directory / "db");
        const Outcome outcome = run_probe(sqlite_probe(directory / "db"), fault_at(text));
        BOOST_TEST((outcome.exit_code == 0), outcome.description());
    }
}

BOOST_AUTO_TEST_CASE(traces_what_happens) {
    const TempDir directory;
    run_probe(
        {"sqlite", (directory / "db").string(), "create table t\n(a int unique)",
         "select 1 union select 2", "insert into t values (1), (1)"},
        {{"VARVE_FAULT_TRACE", (directory / "trace").string()}, {"VARVE_FAULT", "before:insert"}});
    BOOST_TEST(read_file(directory / "trace") == "sqlite\tstart\tcreate table t\\n(a int unique)\n"
                                                 "sqlite\tdone\tcreate table t\\n(a int unique)\n"
                                                 "sqlite\tstart\tselect 1 union select 2\n"
                                                 "sqlite\tdone\tselect 1 union select 2\n"
                                                 "sqlite\tstart\tinsert into t values (1), (1)\n"
                                                 "sqlite\tfault\tinsert into t values (1), (1)\n");
}

BOOST_AUTO_TEST_CASE(sends_signals_that_the_program_survives) {
    for (const auto& [action, said] : {std::pair("int", "SIGINT"), std::pair("term", "SIGTERM")}) {
        const TempDir directory;
        const Outcome outcome =
            run_probe(sqlite_probe(directory / "db"),
                      {{"VARVE_FAULT", "during:insert"}, {"VARVE_FAULT_ACTION", action}});
        BOOST_TEST((outcome.exit_code == 0), outcome.description());
        BOOST_TEST(contains(outcome.output, std::string("ok begin\n") + said + "\nok insert"));
    }
}

BOOST_AUTO_TEST_CASE(stops_the_program) {
    const TempDir directory;
    const auto state = [](pid_t pid) {
        std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
        std::string line;
        std::getline(file, line);
        return line.empty() ? '\0' : line[line.rfind(')') + 2];
    };
    Process process(probe(sqlite_probe(directory / "db"),
                          {{"VARVE_FAULT", "before:commit"}, {"VARVE_FAULT_ACTION", "stop"}}));
    for (int i = 0; i < 500 && state(process.pid()) != 'T'; ++i) std::this_thread::sleep_for(10ms);
    BOOST_TEST(state(process.pid()) == 'T');
    BOOST_TEST(process.wait_for("ok insert into t values (2)", 5s));
    process.signal(SIGCONT);
    BOOST_TEST((process.wait().exit_code == 0));
    BOOST_TEST(last_line(process.wait().output) == "ok commit");
}

BOOST_AUTO_TEST_CASE(fills_the_disk) {
    const TempDir directory;
    const Outcome plain =
        run_probe({"write", (directory / "plain").string(), "10", "3"}, fault_at("enospc:plain:2"));
    BOOST_TEST(plain.output == "ok write\nerror No space left on device\n"
                               "error No space left on device\nok overwrite\n");
    const Outcome other =
        run_probe({"write", (directory / "other").string(), "10", "3"}, fault_at("enospc:plain:2"));
    BOOST_TEST(!contains(other.output, "error"));
    const Outcome sqlite = run_probe(sqlite_probe(directory / "db"), fault_at("enospc:/db:4"));
    BOOST_TEST(contains(sqlite.output, "database or disk is full"), sqlite.description());
}

BOOST_AUTO_TEST_SUITE_END()
