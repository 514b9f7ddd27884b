#include "varve/db/transactions.hpp"

#include "fake_connection.hpp"
#include "varve/duration.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace varve;
using namespace std::chrono_literals;
using test::FakeConnection;
using test::FakeServer;
using DbKind = DatabaseError::Kind;
using Texts = std::vector<std::string>;

namespace {

struct Fixture {
    FakeServer server;
    std::unique_ptr<Connection> connection = server.open();
    Pool pool{[this] { return server.open(); }, {.size = 2, .acquire_timeout = 60s}};

    /// The next `times` statements of this text fail; of connection `number`, if it is not 0.
    void fail(std::string failing, DbKind kind, int times = 1, int number = 0) {
        server.on_statement = [=, left = times](FakeConnection& on,
                                                const std::string& text) mutable {
            if (text != failing || (number != 0 && on.number != number) || left-- <= 0) return;
            if (kind == DbKind::connection_lost) on.lose();
            throw test::failure(kind);
        };
    }
    DatabaseError error_of(const std::function<void()>& deed) {
        try {
            deed();
        } catch (const DatabaseError& error) {
            return error;
        }
        throw std::logic_error("nothing went wrong");
    }
};

void insert(Connection& connection) {
    connection.execute("INSERT");
}

int count(const Texts& texts, std::string_view text) {
    return static_cast<int>(std::ranges::count(texts, text));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(transactions, Fixture)

BOOST_AUTO_TEST_CASE(commits_and_returns_what_the_work_returns) {
    const int result = transaction(*connection, [](Connection& open) {
        insert(open);
        return 7;
    });
    BOOST_TEST(result == 7);
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "INSERT", "COMMIT"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(begins_as_it_is_asked_to) {
    transaction(*connection, insert,
                {.isolation = Isolation::serializable, .access = Access::read});
    BOOST_TEST(server.take().front() ==
               "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY");
}

BOOST_AUTO_TEST_CASE(rolls_back_when_the_work_throws) {
    BOOST_CHECK_THROW(transaction(*connection,
                                  [](Connection& open) {
                                      insert(open);
                                      throw std::runtime_error("changed our minds");
                                  }),
                      std::runtime_error);
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "INSERT", "ROLLBACK"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(begins_again_where_another_transaction_was_in_the_way) {
    for (const DbKind kind : {DbKind::serialization, DbKind::deadlock}) {
        BOOST_TEST_CONTEXT(to_string(kind)) {
            fail("INSERT", kind, 2);
            transaction(*connection, insert);
            const Texts sent = server.take();
            BOOST_TEST(count(sent, "INSERT") == 3);
            BOOST_TEST(count(sent, "ROLLBACK") == 2);
            BOOST_TEST(sent.back() == "COMMIT");
        }
    }
}

BOOST_AUTO_TEST_CASE(begins_again_where_the_commit_finds_the_conflict) {
    fail("COMMIT", DbKind::serialization);
    transaction(*connection, insert);
    BOOST_TEST(count(server.take(), "INSERT") == 2);
}

BOOST_AUTO_TEST_CASE(gives_up_after_so_many_attempts) {
    fail("INSERT", DbKind::deadlock, 100);
    const DatabaseError error =
        error_of([&] { transaction(*connection, insert, {.attempts = 3}); });
    BOOST_TEST((error.kind() == DbKind::deadlock));
    BOOST_TEST(count(server.take(), "INSERT") == 3);
}

BOOST_AUTO_TEST_CASE(does_nothing_again_for_any_other_error) {
    fail("INSERT", DbKind::unique_violation, 100);
    BOOST_CHECK_THROW(transaction(*connection, insert), DatabaseError);
    BOOST_CHECK_THROW(transaction(pool, insert), DatabaseError);
    BOOST_TEST(count(server.take(), "INSERT") == 2);
}

BOOST_AUTO_TEST_CASE(inside_a_transaction_it_is_a_savepoint_and_the_outer_one_begins_again) {
    fail("INSERT", DbKind::serialization);
    int outer = 0, inner = 0;
    transaction(*connection, [&](Connection& open) {
        ++outer;
        transaction(open, [&](Connection& nested) {
            ++inner;
            insert(nested);
        });
    });
    BOOST_TEST(outer == 2);
    BOOST_TEST(inner == 2);
    const Texts sent = server.take();
    BOOST_TEST(count(sent, "START TRANSACTION") == 2);
    BOOST_TEST(std::ranges::count_if(
                   sent, [](const auto& text) { return text.starts_with("SAVEPOINT"); }) == 2);
}

BOOST_AUTO_TEST_CASE(what_fails_in_a_savepoint_leaves_the_rest) {
    transaction(*connection, [&](Connection& open) {
        insert(open);
        BOOST_CHECK_THROW(
            transaction(open, [](Connection&) { throw std::runtime_error("not this part"); }),
            std::runtime_error);
    });
    BOOST_TEST(server.take().back() == "COMMIT");
}

BOOST_AUTO_TEST_CASE(a_connection_of_the_pool_comes_back) {
    const int result = transaction(pool, [](Pool::Lease& lease) {
        insert(lease);
        return 7;
    });
    BOOST_TEST(result == 7);
    BOOST_TEST(pool.metrics().in_use == 0U);
    BOOST_TEST(server.take() == (Texts{"START TRANSACTION", "INSERT", "COMMIT"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_on_with_another_connection_where_one_is_lost) {
    fail("INSERT", DbKind::connection_lost);
    transaction(pool, insert);
    BOOST_TEST(count(server.take(), "INSERT") == 2);
    BOOST_TEST(pool.metrics().opened == 2U);
    BOOST_TEST(pool.metrics().closed == 1U);
}

BOOST_AUTO_TEST_CASE(a_single_connection_that_is_lost_cannot_be_replaced) {
    fail("INSERT", DbKind::connection_lost);
    BOOST_CHECK_THROW(transaction(*connection, insert), DatabaseError);
    BOOST_TEST(count(server.take(), "INSERT") == 1);
}

BOOST_AUTO_TEST_CASE(a_commit_in_doubt_is_not_done_again) {
    fail("COMMIT", DbKind::connection_lost);
    const DatabaseError error = error_of([&] { transaction(pool, insert); });
    BOOST_TEST((error.kind() == DbKind::connection_lost));
    BOOST_TEST(error.facts().hint.find("nobody knows whether it took effect") != std::string::npos);
    BOOST_TEST(count(server.take(), "INSERT") == 1);
}

BOOST_AUTO_TEST_CASE(a_statement_is_cancelled_when_the_time_is_over) {
    int number = 0;
    server.on_statement = [&](FakeConnection& on, const std::string& text) {
        if (text != "INSERT") return;
        number = on.number;
        on.wait_for_cancel();
    };
    std::optional<DatabaseError> error;
    auto timeout = 20ms;
    // On a busy machine the time may be over before the statement begins.
    for (; number == 0; timeout *= 2)
        error = error_of([&] { transaction(pool, insert, {.timeout = timeout}); });
    BOOST_TEST((error->kind() == DbKind::cancelled));
    BOOST_TEST(error->facts().message.starts_with(
        "the transaction was rolled back: it took longer than " + readable(timeout / 2)));
    BOOST_TEST(error->facts().detail == "cancelled", "what the database said");
    // A cancel that comes late may not hit whoever gets the connection next.
    const Pool::Lease next = pool.lease();
    BOOST_TEST(dynamic_cast<FakeConnection&>(next.connection()).number != number);
}

BOOST_AUTO_TEST_CASE(
    the_server_is_told_of_the_limit_where_it_lasts_no_longer_than_the_transaction) {
    transaction(*connection, insert, {.timeout = 60s});
    BOOST_TEST(server.take() ==
                   (Texts{"START TRANSACTION", "SET LOCAL a limit", "INSERT", "COMMIT"}),
               boost::test_tools::per_element());
    BOOST_TEST(server.cancels == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_cancels_what_runs_and_what_runs_next) {
    std::stop_source stop;
    server.on_statement = [&](FakeConnection& on, const std::string& text) {
        if (text == "INSERT") on.wait_for_cancel();
    };
    const DatabaseError error = error_of([&] {
        transaction(*connection,
                    [&](Connection& open) {
                        stop.request_stop();
                        for (int i = 0; i < 2; ++i) BOOST_CHECK_THROW(insert(open), DatabaseError);
                    },
                    {.stop = stop.get_token()});
    });
    BOOST_TEST((error.kind() == DbKind::cancelled));
    BOOST_TEST(error.facts().message == "the transaction was rolled back: a stop was requested");
    BOOST_TEST(server.take().back() == "ROLLBACK");
}

BOOST_AUTO_TEST_CASE(nothing_begins_once_a_stop_is_requested) {
    std::stop_source stop;
    stop.request_stop();
    BOOST_CHECK_THROW(transaction(*connection, insert, {.stop = stop.get_token()}), DatabaseError);
    BOOST_TEST(server.take().empty());
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_pause_between_attempts) {
    std::stop_source stop;
    server.on_statement = [&](FakeConnection&, const std::string& text) {
        if (text != "INSERT") return;
        stop.request_stop();
        throw test::failure(DbKind::deadlock);
    };
    const DatabaseError error =
        error_of([&] { transaction(*connection, insert, {.stop = stop.get_token()}); });
    BOOST_TEST((error.kind() == DbKind::cancelled));
    BOOST_TEST(count(server.take(), "INSERT") == 1);
}

BOOST_AUTO_TEST_CASE(a_cancel_that_hits_the_rollback_does_not_leave_the_transaction_open) {
    fail("ROLLBACK", DbKind::cancelled);
    BOOST_CHECK_THROW(transaction(*connection, [](Connection&) { throw std::runtime_error("no"); }),
                      std::runtime_error);
    BOOST_TEST(!connection->in_transaction());
    BOOST_TEST(count(server.take(), "ROLLBACK") == 2);
}

BOOST_AUTO_TEST_CASE(waits_for_a_connection_no_longer_than_it_has_time) {
    const Pool::Lease one = pool.lease({.holder = "one"}), other = pool.lease();
    BOOST_CHECK_THROW(transaction(pool, insert, {.timeout = 1ms}), PoolTimeout);
}

BOOST_AUTO_TEST_SUITE_END()
