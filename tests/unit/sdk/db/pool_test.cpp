#include "pooled.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

using namespace varve;
using namespace varve::test;
using namespace std::chrono_literals;
using DbKind = DatabaseError::Kind;

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE(opens_a_connection_when_none_is_idle_and_keeps_it) {
    Pooled pool({.size = 2});
    BOOST_TEST(pool.server.opened == 0);
    for (int i = 0; i < 3; ++i) BOOST_TEST(number_of(pool->lease()) == 1);
    const Pool::Lease one = pool->lease(), other = pool->lease();
    BOOST_TEST(number_of(other) == 2);
    BOOST_TEST(pool->metrics().in_use == 2U);
    BOOST_TEST(pool->metrics().opened == 2U);
    BOOST_TEST(pool.server.take().empty(), "nothing was said to the database");
}

BOOST_AUTO_TEST_CASE(says_who_has_all_connections_and_for_how_long) {
    Pooled pool({.size = 2});
    const Pool::Lease one = pool->lease({.holder = "checkout"});
    pool.now += 9s;
    const Pool::Lease other = pool->lease();
    pool.now += 3s;
    BOOST_CHECK_EXCEPTION(pool->lease(at_once()), PoolTimeout, [](const PoolTimeout& error) {
        BOOST_TEST(std::string(error.what())
                       .find("2 in use, by 'checkout' for 12.0 s, someone for 3.0 s; give") !=
                   std::string::npos);
        BOOST_TEST(error.holders().front().name == "checkout");
        return error.holders().size() == 2;
    });
    BOOST_TEST(pool->metrics().timeouts == 1U);
    BOOST_TEST(pool->metrics().waiting == 0U);
}

BOOST_AUTO_TEST_CASE(serves_first_who_came_first) {
    const Pooled pool({.size = 1, .acquire_timeout = 60s});
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::jthread> threads;
    {
        const Pool::Lease held = pool->lease();
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&, i] {
                const Pool::Lease lease = pool->lease();
                const std::lock_guard lock(mutex);
                order.push_back(i);
            });
            wait_until([&] { return pool->metrics().waiting == static_cast<std::size_t>(i) + 1; });
        }
    }
    threads.clear();
    BOOST_TEST(order == (std::vector{0, 1, 2, 3, 4}), boost::test_tools::per_element());
    const PoolMetrics metrics = pool->metrics();
    BOOST_TEST(metrics.opened == 1U);
    BOOST_TEST(metrics.waits == 5U);
    BOOST_TEST((metrics.wait_longest > 0ns && metrics.wait_total > metrics.wait_longest));
}

BOOST_AUTO_TEST_CASE(a_newcomer_does_not_overtake_who_waits) {
    const Pooled pool({.size = 1, .acquire_timeout = 60s});
    auto held = std::make_unique<Pool::Lease>(pool->lease());
    std::atomic<bool> go_on = false;
    std::jthread waiter([&] {
        const Pool::Lease lease = pool->lease({.holder = "the one who waited"});
        wait_until([&] { return go_on.load(); });
    });
    wait_until([&] { return pool->metrics().waiting == 1; });
    held.reset();
    // It is handed over at once, whether or not the other thread has run since.
    BOOST_TEST(pool->holders().front().name == "the one who waited");
    BOOST_CHECK_THROW(pool->lease(at_once()), PoolTimeout);
    go_on = true;
}

BOOST_AUTO_TEST_CASE(a_connection_that_cannot_be_opened_takes_no_place) {
    FakeServer server;
    int attempts = 0;
    Pool pool(
        [&] {
            if (++attempts == 1) throw failure(DbKind::unreachable);
            return server.open();
        },
        {.size = 1});
    BOOST_CHECK_THROW(pool.lease(), DatabaseError);
    BOOST_TEST(pool.metrics().in_use == 0U);
    BOOST_TEST(number_of(pool.lease(at_once())) == 1);
    BOOST_TEST(pool.metrics().opened == 1U);
}

BOOST_AUTO_TEST_CASE(who_waits_gets_the_place_of_one_that_could_not_open) {
    FakeServer server;
    std::atomic<bool> may_fail = false;
    std::atomic<int> attempts = 0;
    Pool pool(
        [&] {
            if (++attempts > 1) return server.open();
            wait_until([&] { return may_fail.load(); });
            throw failure(DbKind::unreachable);
        },
        {.size = 1, .acquire_timeout = 60s});
    auto opener = in_a_thread([&] { return number_of(pool.lease()); });
    wait_until([&] { return attempts == 1; });
    auto waiter = in_a_thread([&] { return number_of(pool.lease()); });
    wait_until([&] { return pool.metrics().waiting == 1; });
    may_fail = true;
    BOOST_CHECK_THROW(opener.get(), DatabaseError);
    BOOST_TEST(waiter.get() == 1);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_wait) {
    const Pooled pool({.size = 1, .acquire_timeout = 60s});
    const Pool::Lease held = pool->lease();
    std::stop_source stop;
    auto waiter = in_a_thread([&] { pool->lease({.stop = stop.get_token()}); });
    wait_until([&] { return pool->metrics().waiting == 1; });
    stop.request_stop();
    BOOST_CHECK_EXCEPTION(waiter.get(), DatabaseError, is_cancelled);
    BOOST_TEST(pool->metrics().waiting == 0U);
}

BOOST_AUTO_TEST_CASE(a_moved_lease_gives_back_once) {
    const Pooled pool({.size = 2});
    Pool::Lease one = pool->lease();
    Pool::Lease other = pool->lease();
    one = std::move(other);
    BOOST_TEST(pool->metrics().in_use == 1U);
    BOOST_TEST(pool->metrics().idle == 1U);
    BOOST_TEST(number_of(one) == 2);
}

BOOST_AUTO_TEST_CASE(holds_under_load_with_faults_of_all_sorts) {
    Pooled pool({.size = 3, .acquire_timeout = 60s});
    const auto work = [&](unsigned seed) {
        std::mt19937 random(seed);
        for (int i = 0; i < 500; ++i) {
            try {
                Pool::Lease lease = pool->lease({.holder = "worker"});
                if (lease->in_transaction()) throw std::logic_error("lent in a transaction");
                switch (random() % 5) {
                case 0: lease->execute("START TRANSACTION"); break;
                case 1: fake(lease).lose();
                case 2: lease.discard(); break;
                default: lease->execute("SELECT 1");
                }
            } catch (const DatabaseError& error) {
                if (error.kind() != DbKind::connection_lost) throw;
            }
        }
    };
    {
        std::vector<std::future<void>> threads;
        for (unsigned seed = 0; seed < 8; ++seed)
            threads.push_back(in_a_thread([&, seed] { work(seed); }));
        for (std::future<void>& thread : threads) thread.get();
    }
    const PoolMetrics metrics = pool->metrics();
    BOOST_TEST(pool.server.most_alive <= 3);
    BOOST_TEST(metrics.in_use == 0U);
    BOOST_TEST(metrics.waiting == 0U);
    BOOST_TEST(metrics.timeouts == 0U);
    BOOST_TEST(metrics.opened - metrics.closed == metrics.idle);
    BOOST_TEST(pool.server.alive == static_cast<int>(metrics.idle));
}

BOOST_AUTO_TEST_SUITE_END()
