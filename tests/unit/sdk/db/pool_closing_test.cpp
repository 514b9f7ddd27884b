#include "pooled.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(pool_closing)

BOOST_AUTO_TEST_CASE(lends_nothing_once_it_is_closed) {
    const Pooled pool({.size = 2});
    pool->lease();
    BOOST_TEST(pool->close(60s).empty());
    BOOST_TEST(pool.server.alive == 0);
    BOOST_CHECK_EXCEPTION(pool->lease(), DatabaseError, is_cancelled);
}

BOOST_AUTO_TEST_CASE(closing_waits_for_leases_and_refuses_those_who_wait) {
    const Pooled pool({.size = 1, .acquire_timeout = 60s});
    auto held = std::make_unique<Pool::Lease>(pool->lease());
    auto waiter = in_a_thread([&] { pool->lease(); });
    wait_until([&] { return pool->metrics().waiting == 1; });
    auto closer = in_a_thread([&] { return pool->close(60s); });
    BOOST_CHECK_EXCEPTION(waiter.get(), DatabaseError, is_cancelled);
    BOOST_TEST(pool.server.alive == 1);
    held.reset();
    BOOST_TEST(closer.get().empty());
    BOOST_TEST(pool.server.alive == 0);
    BOOST_TEST(pool.server.cancels == 0);
}

BOOST_AUTO_TEST_CASE(closing_without_patience_cancels_what_runs) {
    Pooled pool({.size = 1});
    std::atomic<bool> running = false;
    pool.server.on_statement = [&](FakeConnection& connection, const std::string&) {
        running = true;
        connection.wait_for_cancel();
    };
    auto worker = in_a_thread([&] { pool->lease()->execute("a long statement"); });
    wait_until([&] { return running.load(); });
    pool->close(0ms);
    BOOST_CHECK_EXCEPTION(worker.get(), DatabaseError, is_cancelled);
    BOOST_TEST(pool.server.alive == 0);
}

BOOST_AUTO_TEST_CASE(closing_tells_who_did_not_give_back) {
    Pooled pool({.size = 1});
    const Pool::Lease leak = pool->lease({.holder = "leak"});
    pool.now += 5s;
    const std::vector<PoolHolder> leaks = pool->close(1ms);
    BOOST_REQUIRE(leaks.size() == 1U);
    BOOST_TEST(leaks.front().name == "leak");
    BOOST_TEST((leaks.front().since == 5s));
}

BOOST_AUTO_TEST_CASE(a_lease_may_outlive_its_pool) {
    Pooled pool({.size = 1});
    {
        const Pool::Lease lease = pool->lease();
        pool.pool.reset();
        lease->execute("still usable");
    }
    BOOST_TEST(pool.server.alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
