#include "fault_probe.hpp"
#include "support/postgresql.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;
using boost::unit_test::precondition;

namespace {

std::vector<std::string> postgresql_probe(const std::string& url, const std::string& how,
                                          const std::vector<std::string>& statements) {
    std::vector<std::string> arguments{"postgresql", url, how};
    arguments.insert(arguments.end(), statements.begin(), statements.end());
    return arguments;
}

/// The rows of t when they have come to what is expected, or after a while: a server may still be
/// at what a dead client asked for.
std::string settled_rows(const PostgresqlDatabase& database, const std::string& expected) {
    const auto now = [&] { return database.value("select count(*) from t"); };
    for (int i = 0; i < 100 && now() != expected; ++i) std::this_thread::sleep_for(10ms);
    return now();
}

} // namespace

BOOST_AUTO_TEST_SUITE(fault_shim_postgresql, *precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(kills_at_every_point_of_a_postgresql_statement) {
    struct Case {
        const char* fault;
        const char* last;
        const char* rows;
    };
    const Case cases[]{
        {"before:(2)", "ok insert into t values (1)", "1"},
        {"during:(2)", "ok insert into t values (1)", "2"},
        {"after:(2)", "ok insert into t values (1)", "2"},
        {"after:insert:1", "", "1"},
        {"before:commit", "ok insert into t values (3)", "2"},
        {"during:commit", "ok insert into t values (3)", "3"},
        {"after:commit", "ok insert into t values (3)", "3"},
        {"before::3", "ok insert into t values (2)", "2"},
    };
    const std::vector<std::string> statements{"insert into t values (1)",
                                              "insert into t values (2)", "begin",
                                              "insert into t values (3)", "commit"};
    for (const char* const how : {"exec", "params", "send"}) {
        for (const Case& c : cases) {
            BOOST_TEST_CONTEXT(how << " " << c.fault) {
                const PostgresqlDatabase database;
                database.execute("create table t (a int)");
                const Outcome outcome =
                    run_probe(postgresql_probe(database.url(), how, statements), fault_at(c.fault));
                BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
                BOOST_TEST(last_line(outcome.output) == c.last);
                BOOST_TEST(settled_rows(database, c.rows) == c.rows);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(knows_prepared_statements_and_pipelines) {
    struct Case {
        const char* how;
        const char* fault;
        const char* output;
        const char* rows;
    };
    const Case cases[]{
        {"prepared", "before:(2)", "ok insert into t values (1)\n", "1"},
        {"prepared", "during:(2)", "ok insert into t values (1)\n", "2"},
        {"prepared", "after:(2)", "ok insert into t values (1)\n", "2"},
        {"pipeline", "before:(2)", "", "0"},
        // Without a sync what was sent is taken back.
        {"pipeline", "during:(2)", "", "0"},
        {"pipeline", "after:(2)", "ok insert into t values (1)\n", "3"},
    };
    const std::vector<std::string> statements{
        "insert into t values (1)", "insert into t values (2)", "insert into t values (3)"};
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.how << " " << c.fault) {
            const PostgresqlDatabase database;
            database.execute("create table t (a int)");
            const Outcome outcome =
                run_probe(postgresql_probe(database.url(), c.how, statements), fault_at(c.fault));
            BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
            BOOST_TEST(outcome.output == c.output);
            BOOST_TEST(settled_rows(database, c.rows) == c.rows);
        }
    }
}

BOOST_AUTO_TEST_CASE(knows_copy) {
    struct Case {
        const char* fault;
        const char* rows;
    };
    for (const Case& c : {Case{"before:copy", "0"}, {"during:copy", "0"}, {"after:copy", "2"}}) {
        for (const char* const how : {"exec", "send", "params"}) {
            BOOST_TEST_CONTEXT(how << " " << c.fault) {
                const PostgresqlDatabase database;
                database.execute("create table t (a int)");
                const Outcome outcome =
                    run_probe(postgresql_probe(database.url(), how, {"copy t from stdin"}),
                              fault_at(c.fault));
                BOOST_TEST(outcome.signal == SIGKILL, outcome.description());
                BOOST_TEST(settled_rows(database, c.rows) == c.rows);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(traces_postgresql) {
    const PostgresqlDatabase database;
    const TempDir directory;
    const auto trace = [&](const char* how, std::vector<std::string> statements) {
        std::filesystem::remove(directory / "trace");
        run_probe(postgresql_probe(database.url(), how, statements),
                  {{"VARVE_FAULT_TRACE", (directory / "trace").string()}});
        return read_file(directory / "trace");
    };
    BOOST_TEST(trace("exec", {"select 1; select 2", "selec"}) ==
               "postgresql\tstart\tselect 1; select 2\npostgresql\tdone\tselect 1; select 2\n"
               "postgresql\tstart\tselec\npostgresql\tfailed\tselec\n");
    BOOST_TEST(trace("prepared", {"select 1"}) ==
               "postgresql\tprepare\tselect 1\npostgresql\tstart\tselect 1\n"
               "postgresql\tdone\tselect 1\n"
               "postgresql\tstart\tDEALLOCATE s\npostgresql\tdone\tDEALLOCATE s\n");
    BOOST_TEST(trace("pipeline", {"select 1", "selec", "select 3"}) ==
               "postgresql\tstart\tselect 1\npostgresql\tstart\tselec\n"
               "postgresql\tstart\tselect 3\npostgresql\tsync\t\n"
               "postgresql\tdone\tselect 1\npostgresql\tfailed\tselec\n"
               "postgresql\tfailed\tselect 3\n");
    database.execute("create table t (a int)");
    BOOST_TEST(trace("send", {"copy t from stdin"}) ==
               "postgresql\tstart\tcopy t from stdin\npostgresql\tcopy-data\tcopy t from stdin\n"
               "postgresql\tcopy-data\tcopy t from stdin\npostgresql\tcopy-end\tcopy t from stdin\n"
               "postgresql\tdone\tcopy t from stdin\n");
}

BOOST_AUTO_TEST_CASE(kills_the_server) {
    DurableServer server;
    const PostgresqlDatabase database(server.url());
    database.execute("create table t (a int)");
    const std::vector<std::string> statements{"insert into t values (1)",
                                              "insert into t values (2)", "select 1"};
    struct Case {
        const char* point;
        const char* rows;
    };
    for (const Case& c : {Case{"before", "1"}, {"after", "2"}}) {
        BOOST_TEST_CONTEXT(c.point) {
            database.execute("truncate t");
            const Outcome outcome =
                run_probe(postgresql_probe(database.url(), "exec", statements),
                          {{"VARVE_FAULT", std::string(c.point) + ":(2)"},
                           {"VARVE_FAULT_ACTION", "killserver:" + server.pid_file().string()}});
            BOOST_TEST((outcome.exit_code != 0), outcome.description());
            BOOST_TEST(outcome.signal == 0);
            BOOST_TEST(contains(outcome.output, "ok insert into t values (1)"));
            BOOST_TEST(!contains(outcome.output, "ok select 1"));
            BOOST_CHECK_THROW(PostgresqlSession{server.url()}, std::runtime_error);
            server.start();
            BOOST_TEST(database.value("select count(*) from t") == c.rows);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
