#include "pooled.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::test;
using namespace std::chrono_literals;
using DbKind = DatabaseError::Kind;
using Texts = std::vector<std::string>;

namespace {

/// Stands for what an application keeps with each connection.
struct Notes {
    explicit Notes(Connection& noted) : connection(noted) {}
    ~Notes() { connection.execute("the notes end"); }
    Notes(const Notes&) = delete;
    Notes& operator=(const Notes&) = delete;
    Connection& connection;
    int count = 0;
};
struct OtherNotes {
    explicit OtherNotes(Connection&) {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(pool_upkeep)

BOOST_AUTO_TEST_CASE(replaces_a_connection_that_is_too_old) {
    Pooled pool({.size = 1, .maximum_lifetime = 1000s, .check_after = 100'000s});
    BOOST_TEST(number_of(pool->lease()) == 1);
    pool.now += 899s;
    BOOST_TEST(number_of(pool->lease()) == 1);
    pool.now += 101s;
    BOOST_TEST(number_of(pool->lease()) == 2);
    BOOST_TEST(pool->metrics().closed == 1U);
    BOOST_TEST(pool.server.alive == 1);
}

BOOST_AUTO_TEST_CASE(does_not_replace_all_connections_at_once) {
    Pooled pool({.size = 30, .maximum_lifetime = 1000s, .check_after = 100'000s});
    const auto lease_all = [&] {
        std::vector<Pool::Lease> leases;
        for (int i = 0; i < 30; ++i) leases.push_back(pool->lease());
    };
    lease_all();
    pool.now += 950s;
    lease_all();
    const int replaced = pool.server.opened - 30;
    BOOST_TEST(replaced > 0);
    BOOST_TEST(replaced < 30);
}

BOOST_AUTO_TEST_CASE(keeps_connections_for_ever_where_that_is_asked_for) {
    Pooled pool({.size = 1, .maximum_lifetime = 0ms, .check_after = 1'000'000h});
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(number_of(pool->lease()) == 1);
        pool.now += 10'000h;
    }
}

BOOST_AUTO_TEST_CASE(tries_out_what_was_idle_for_long) {
    Pooled pool({.size = 1, .check_after = 30s});
    pool->lease();
    pool.now += 29s;
    pool->lease();
    BOOST_TEST(pool.server.take().empty());
    pool.now += 30s;
    BOOST_TEST(number_of(pool->lease()) == 1);
    BOOST_TEST(pool.server.take() == (Texts{"START TRANSACTION", "ROLLBACK"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(replaces_what_does_not_answer_any_more) {
    Pooled pool({.size = 1, .check_after = 30s});
    pool->lease();
    pool.now += 30s;
    pool.server.on_statement = [](FakeConnection& connection, const std::string&) {
        if (connection.number == 1) connection.lose();
    };
    BOOST_TEST(number_of(pool->lease()) == 2);
    BOOST_TEST(pool.server.alive == 1);
}

BOOST_AUTO_TEST_CASE(rolls_back_and_resets_what_comes_back_in_a_transaction) {
    Pooled pool({.size = 1});
    pool->lease()->execute("START TRANSACTION");
    const Pool::Lease next = pool->lease();
    BOOST_TEST(number_of(next) == 1);
    BOOST_TEST(!next->in_transaction());
    BOOST_TEST(pool.server.take() == (Texts{"START TRANSACTION", "ROLLBACK", "RESET"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(closes_what_cannot_be_rolled_back) {
    Pooled pool({.size = 1});
    pool.server.on_statement = [](FakeConnection&, const std::string& text) {
        if (text == "ROLLBACK") throw failure(DbKind::other);
    };
    pool->lease()->execute("START TRANSACTION");
    BOOST_TEST(pool.server.alive == 0);
    BOOST_TEST(number_of(pool->lease()) == 2);
}

BOOST_AUTO_TEST_CASE(closes_what_is_lost_and_doubts_the_others) {
    Pooled pool({.size = 3, .check_after = 30s});
    {
        const Pool::Lease one = pool->lease(), two = pool->lease();
        const Pool::Lease three = pool->lease();
        BOOST_CHECK_THROW(fake(one).lose(), DatabaseError);
    } // they come back in the order three, two, one
    BOOST_TEST(pool.server.alive == 2);
    pool->lease();
    BOOST_TEST(pool.server.take() == (Texts{"START TRANSACTION", "ROLLBACK"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(closes_what_is_discarded) {
    const Pooled pool({.size = 1});
    pool->lease().discard();
    BOOST_TEST(pool.server.alive == 0);
    BOOST_TEST(pool->metrics().closed == 1U);
    BOOST_TEST(pool->metrics().in_use == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_attached_lives_as_long_as_its_connection) {
    Pooled pool({.size = 1});
    for (int i = 1; i <= 3; ++i) {
        Pool::Lease lease = pool->lease();
        BOOST_TEST(++lease.attached<Notes>().count == i);
        BOOST_CHECK_THROW(lease.attached<OtherNotes>(), std::bad_any_cast);
    }
    BOOST_TEST(pool.server.take().empty());
    pool->lease().discard();
    BOOST_TEST(pool.server.take() == Texts{"the notes end"}, boost::test_tools::per_element());
    BOOST_TEST(pool.server.alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
