#include "support/postgresql.hpp"
#include "support/proxy.hpp"

#include <boost/test/unit_test.hpp>
#include <libpq-fe.h>
#include <thread>

using namespace varve::test;
using namespace std::chrono_literals;
using boost::unit_test::precondition;

namespace {

struct Pair {
    PostgresqlDatabase database;
    Proxy proxy;
    PostgresqlSession session;

    explicit Pair(ProxyOptions options = {})
        : proxy(database.url(), std::move(options)), session(proxy.url()) {
        proxy.reset_traffic();
    }
};

void params(PGconn* connection, const char* text, const char* parameter) {
    PQclear(PQexecParams(connection, text, 1, nullptr, &parameter, nullptr, nullptr, 0));
}

/// Does the statement fail because the connection is gone?
bool breaks(PostgresqlSession& session, const std::string& sql) {
    PQclear(PQexec(session.native(), sql.c_str()));
    return PQstatus(session.native()) == CONNECTION_BAD;
}

} // namespace

BOOST_AUTO_TEST_SUITE(proxy, *precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(passes_everything_on_by_socket_and_tcp) {
    for (const auto listen : {ProxyOptions::Listen::socket, ProxyOptions::Listen::tcp}) {
        Pair pair({.listen = listen});
        BOOST_TEST(pair.session.value("select current_database()") == pair.database.name());
        // More than the buffers between two processes hold.
        BOOST_TEST(pair.session.value("select length(repeat('x', 5000000))") == "5000000");
        BOOST_TEST(pair.session.value("select repeat('x', 5000000)").size() == 5000000U);
    }
}

BOOST_AUTO_TEST_CASE(counts_round_trips) {
    Pair pair;
    PGconn* const connection = pair.session.native();
    const auto trips = [&](auto action) {
        pair.proxy.reset_traffic();
        action();
        return pair.proxy.traffic().round_trips;
    };
    BOOST_TEST(trips([&] { pair.session.value("select 1"); }) == 1U);
    BOOST_TEST(trips([&] { pair.session.execute("select 1; select 2; select 3"); }) == 1U);
    BOOST_TEST(trips([&] { params(connection, "select $1", "x"); }) == 1U);
    BOOST_TEST(trips([&] {
                   PQclear(PQprepare(connection, "s", "select 1", 0, nullptr));
                   PQclear(PQexecPrepared(connection, "s", 0, nullptr, nullptr, nullptr, 0));
               }) == 2U);
    BOOST_TEST(trips([&] {
                   PQenterPipelineMode(connection);
                   for (int i = 0; i < 5; ++i)
                       PQsendQueryParams(connection, "select 1", 0, nullptr, nullptr, nullptr,
                                         nullptr, 0);
                   PQpipelineSync(connection);
                   for (bool synced = false; !synced;) {
                       PGresult* const result = PQgetResult(connection);
                       synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
                       PQclear(result);
                   }
                   PQexitPipelineMode(connection);
               }) == 1U);
    BOOST_TEST(pair.proxy.traffic().sessions == 0U);
    BOOST_TEST(trips([&] { PostgresqlSession(pair.proxy.url()); }) == 1U);
    BOOST_TEST(pair.proxy.traffic().sessions == 1U);
}

BOOST_AUTO_TEST_CASE(records_statements_and_copy_data) {
    Pair pair({.record = true});
    PGconn* const connection = pair.session.native();
    pair.session.execute("create table t (a int)");
    params(connection, "insert into t values ($1)", "7");
    PQclear(PQprepare(connection, "s", "select 2", 0, nullptr));
    for (int i = 0; i < 2; ++i)
        PQclear(PQexecPrepared(connection, "s", 0, nullptr, nullptr, nullptr, 0));
    PQclear(PQexec(connection, "copy t from stdin"));
    PQputCopyData(connection, "1\n2", 3);
    PQputCopyData(connection, "\n", 1);
    PQputCopyEnd(connection, nullptr);
    while (PGresult* const result = PQgetResult(connection)) PQclear(result);

    const std::vector<std::string> statements{"create table t (a int)", "insert into t values ($1)",
                                              "select 2", "select 2", "copy t from stdin"};
    BOOST_TEST(pair.proxy.traffic().statements == statements, boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(pair.proxy.traffic().copies.size() == 1U);
    BOOST_TEST(pair.proxy.traffic().copies[0] == "1\n2\n");
}

BOOST_AUTO_TEST_CASE(cuts_before_and_after_the_server_hears) {
    struct Case {
        const char* name;
        Cut cut;
        const char* rows; ///< in the table afterwards
    };
    const Case cases[]{
        {"before", {.text = "insert"}, "0"},
        {"unanswered", {.text = "insert", .moment = Cut::Moment::unanswered}, "1"},
        {"the second", {.text = "insert", .count = 2}, "1"},
        {"the third message", {.text = "", .count = 3}, "1"},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            Pair pair;
            pair.session.execute("create table t (a int)");
            pair.proxy.set_cuts({c.cut});
            bool broken = breaks(pair.session, "select 1");
            for (int i = 0; i < 2 && !broken; ++i)
                broken = breaks(pair.session, "insert into t values (1)");
            BOOST_TEST(broken);
            BOOST_TEST(pair.proxy.traffic().cuts == 1U);
            BOOST_TEST(pair.database.value("select count(*) from t") == c.rows);
            PostgresqlSession again(pair.proxy.url());
            BOOST_TEST(again.value("select 1") == "1");
        }
    }
}

BOOST_AUTO_TEST_CASE(cuts_at_parameters_prepared_statements_and_copy_data) {
    struct Case {
        const char* name;
        const char* text;
        Cut::Moment moment;
        const char* rows;
    };
    const Case cases[]{
        {"a parameter, before", "needle", Cut::Moment::before, "0"},
        {"a parameter, unanswered", "needle", Cut::Moment::unanswered, "1"},
        {"a prepared statement, before", "/* prepared */", Cut::Moment::before, "1"},
        {"a prepared statement, unanswered", "/* prepared */", Cut::Moment::unanswered, "2"},
        {"COPY data, before", "first", Cut::Moment::before, "2"},
        {"COPY data, unanswered", "first", Cut::Moment::unanswered, "4"},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            Pair pair;
            PGconn* const connection = pair.session.native();
            pair.session.execute("create table t (a text)");
            pair.proxy.set_cuts({{.text = c.text, .moment = c.moment}});
            params(connection, "insert into t values ($1)", "a needle");
            PQclear(PQprepare(connection, "s", "insert into t values ('p') /* prepared */", 0,
                              nullptr));
            PQclear(PQexecPrepared(connection, "s", 0, nullptr, nullptr, nullptr, 0));
            PQclear(PQexec(connection, "copy t from stdin"));
            PQputCopyData(connection, "first\nsecond\n", 13);
            PQputCopyEnd(connection, nullptr);
            while (PGresult* const result = PQgetResult(connection)) PQclear(result);

            BOOST_TEST((PQstatus(connection) == CONNECTION_BAD));
            // The server may still be at it.
            for (int i = 0; i < 100 && pair.database.value("select count(*) from t") != c.rows; ++i)
                std::this_thread::sleep_for(10ms);
            BOOST_TEST(pair.database.value("select count(*) from t") == c.rows);
        }
    }
}

BOOST_AUTO_TEST_CASE(leaves_earlier_statements_of_a_pipeline_answered) {
    Pair pair;
    PGconn* const connection = pair.session.native();
    pair.session.execute("create table t (a int)");
    pair.proxy.set_cuts({{.text = "(2)", .moment = Cut::Moment::unanswered}});
    PQenterPipelineMode(connection);
    for (const char* const text : {"insert into t values (1)", "insert into t values (2)"}) {
        PQsendQueryParams(connection, text, 0, nullptr, nullptr, nullptr, nullptr, 0);
        PQpipelineSync(connection);
    }
    PGresult* const first = PQgetResult(connection);
    BOOST_TEST((PQresultStatus(first) == PGRES_COMMAND_OK));
    PQclear(first);
    while (PQstatus(connection) == CONNECTION_OK) PQclear(PQgetResult(connection));
    BOOST_TEST(pair.database.value("select count(*) from t") == "2");
}

BOOST_AUTO_TEST_CASE(delays) {
    Pair pair({.delay = 50ms});
    const auto begin = std::chrono::steady_clock::now();
    pair.session.value("select 1");
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 50ms));
}

BOOST_AUTO_TEST_SUITE_END()
