// What a data source promises, on every database.
#include "data_source.hpp"

#include "support/mysql.hpp"
#include "varve/db/batch.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace std::chrono_literals;
using test::number;
using DbKind = DatabaseError::Kind;

namespace {

std::string long_statement(const std::string& kind) {
    if (kind == "postgresql") return "SELECT pg_sleep(60)";
    if (kind == "sqlite")
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
               "1000000000) SELECT COUNT(*) FROM n";
    const std::string one = "information_schema.collations ";
    return "SELECT COUNT(*) FROM " + one + "a, " + one + "b, " + one + "c, " + one + "d, " + one +
           "e";
}

void make_counter(const test::Database& database) {
    database.execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)");
    database.execute("INSERT INTO counter VALUES (1, 0)");
}

std::int64_t count(Connection& connection) {
    return number(connection, {"SELECT n FROM counter WHERE id = 1"});
}

// Reads, thinks and writes: what is lost where two do so at once and nobody begins again.
void increment(Connection& connection) {
    const std::int64_t n = count(connection);
    connection.execute(
        {"UPDATE counter SET n = " + connection.dialect().parameter(1) + " WHERE id = 1",
         {Value(n + 1)}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(data_source_contract)

BOOST_AUTO_TEST_CASE(loses_no_update_where_transactions_begin_again) {
    test::for_all_databases([](const test::Database& database) {
        make_counter(database);
        const auto source = test::data_source(database.url(), {.size = 4, .acquire_timeout = 60s});
        test::in_threads(6, [&](int) {
            for (int i = 0; i < 20; ++i)
                source->transaction(increment,
                                    {.isolation = Isolation::serializable, .attempts = 1000});
        });
        BOOST_TEST(database.rows("SELECT n FROM counter") == "120\n");
        BOOST_TEST(source->pool().metrics().in_use == 0U);
    });
}

BOOST_AUTO_TEST_CASE(a_savepoint_that_fails_leaves_the_rest_of_the_transaction) {
    test::for_all_databases([](const test::Database& database) {
        make_counter(database);
        const auto source = test::data_source(database.url());
        source->transaction([](Connection& open) {
            increment(open);
            BOOST_CHECK_THROW(transaction(open,
                                          [](Connection& nested) {
                                              increment(nested);
                                              nested.execute("INSERT INTO counter VALUES (1, 7)");
                                          }),
                              DatabaseError);
            increment(open);
        });
        BOOST_TEST(database.rows("SELECT n FROM counter") == "2\n");
    });
}

BOOST_AUTO_TEST_CASE(ends_a_statement_when_the_time_is_over) {
    test::for_all_databases([](const test::Database& database) {
        make_counter(database);
        const auto source = test::data_source(database.url());
        const auto start = std::chrono::steady_clock::now();
        const std::string statement = long_statement(database.kind());
        BOOST_CHECK_EXCEPTION(source->transaction(
                                  [&](Connection& open) {
                                      increment(open);
                                      read_all(*open.query({statement}));
                                  },
                                  {.timeout = 300ms}),
                              DatabaseError, [](const DatabaseError& error) {
                                  BOOST_TEST(error.facts().message.find("longer than 300 ms") !=
                                             std::string::npos);
                                  return error.kind() == DbKind::cancelled;
                              });
        BOOST_TEST((std::chrono::steady_clock::now() - start < 30s));
        BOOST_TEST(database.rows("SELECT n FROM counter") == "0\n");
        source->transaction(increment);
        BOOST_TEST(database.rows("SELECT n FROM counter") == "1\n");
    });
}

BOOST_AUTO_TEST_CASE(a_stop_from_another_thread_ends_a_statement) {
    test::for_all_databases([](const test::Database& database) {
        make_counter(database);
        const auto source = test::data_source(database.url());
        std::stop_source stop;
        std::promise<void> begun;
        auto worker = std::async(std::launch::async, [&] {
            source->transaction(
                [&](Connection& open) {
                    increment(open);
                    begun.set_value();
                    read_all(*open.query({long_statement(database.kind())}));
                },
                {.stop = stop.get_token()});
        });
        const std::future<void> has_begun = begun.get_future();
        while (has_begun.wait_for(10ms) == std::future_status::timeout &&
               worker.wait_for(0ms) == std::future_status::timeout) {}
        stop.request_stop();
        BOOST_CHECK_EXCEPTION(worker.get(), DatabaseError, [](const DatabaseError& error) {
            return error.kind() == DbKind::cancelled;
        });
        BOOST_TEST(database.rows("SELECT n FROM counter") == "0\n");
    });
}

BOOST_AUTO_TEST_CASE(goes_on_when_the_server_has_ended_all_sessions) {
    test::for_all_databases([](const test::Database& database) {
        if (database.kind() == "sqlite") return; // nobody can
        make_counter(database);
        const auto source = test::data_source(database.url(), {.size = 6});
        std::vector<std::int64_t> sessions;
        const bool postgresql = database.kind() == "postgresql";
        {
            std::vector<Pool::Lease> leases;
            for (int i = 0; i < 6; ++i)
                sessions.push_back(
                    number(leases.emplace_back(source->lease()),
                           {postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()"}));
        }
        for (const std::int64_t session : sessions) {
            const std::string id = std::to_string(session);
            database.execute(postgresql ? "SELECT pg_terminate_backend(" + id + ", 5000)"
                                        : "KILL " + id);
        }
        for (int i = 0; i < 3; ++i) source->transaction(increment);
        BOOST_TEST(database.rows("SELECT n FROM counter") == "3\n");
    });
}

BOOST_AUTO_TEST_CASE(a_batch_takes_effect_as_a_whole) {
    test::for_all_databases([](const test::Database& database) {
        make_counter(database);
        const auto source = test::data_source(database.url());
        const Pool::Lease lease = source->lease();
        std::uint64_t updated = 0;
        std::string seen;
        Batch()
            .add({"INSERT INTO counter VALUES (2, 5)"})
            .add({"UPDATE counter SET n = n + 1"},
                 [&](const Reply& reply) { updated = reply.affected; })
            .add({"SELECT n FROM counter WHERE id = 2"},
                 [&](const Reply& reply) { seen = reply.rows.at(0).at(0).to_string(); })
            .run(lease);
        BOOST_TEST(updated == 2U);
        BOOST_TEST(seen == "6");
        BOOST_CHECK_THROW(Batch()
                              .add({"UPDATE counter SET n = 99"})
                              .add({"INSERT INTO counter VALUES (2, 5)"})
                              .run(lease),
                          DatabaseError);
        BOOST_TEST(!lease->in_transaction());
        BOOST_TEST(database.rows("SELECT n FROM counter ORDER BY id") == "1\n6\n");
    });
}

BOOST_AUTO_TEST_CASE(works_behind_a_pooler_that_lends_sessions_by_the_transaction,
                     *boost::unit_test::precondition(test::postgresql_is_there)) {
    const auto database = test::postgresql_database();
    make_counter(*database);
    const test::Pgbouncer pooler;
    const auto source =
        test::data_source(pooler.url_of(database->name()), {.size = 4, .acquire_timeout = 60s});
    test::in_threads(6, [&](int) {
        for (int i = 0; i < 20; ++i)
            source->transaction(
                [](Connection& open) {
                    if (open.owns_session()) throw std::logic_error("there is no pooler");
                    open.prepare("SELECT n FROM counter")->query({});
                    increment(open);
                },
                {.isolation = Isolation::serializable, .attempts = 1000, .timeout = 60s});
    });
    BOOST_TEST(database->rows("SELECT n FROM counter") == "120\n");
    source->lease()->execute("BEGIN"); // comes back open
    source->transaction(increment);
    BOOST_TEST(database->rows("SELECT n FROM counter") == "121\n");
}

BOOST_AUTO_TEST_SUITE_END()
