#pragma once

#include "fake_connection.hpp"

#include "varve/db/pool.hpp"

#include <future>
#include <thread>

namespace varve::test {

/// A pool of connections to nothing, with a clock of its own.
struct Pooled {
    FakeServer server;
    std::chrono::steady_clock::time_point now = {};
    std::unique_ptr<Pool> pool;

    explicit Pooled(PoolOptions options) {
        options.now = [this] { return now; };
        pool = std::make_unique<Pool>([this] { return server.open(); }, std::move(options));
    }
    Pool* operator->() const { return pool.get(); }
};

inline FakeConnection& fake(const Pool::Lease& lease) {
    return dynamic_cast<FakeConnection&>(lease.connection());
}
inline int number_of(const Pool::Lease& lease) {
    return fake(lease).number;
}

inline LeaseRequest at_once() {
    return {.deadline = std::chrono::steady_clock::now()};
}

template <class Condition> void wait_until(Condition holds) {
    while (!holds()) std::this_thread::yield();
}

/// What goes wrong in another thread is seen by the test's own, for Boost.Test has one thread only.
template <class Deed> auto in_a_thread(Deed deed) {
    return std::async(std::launch::async, std::move(deed));
}

inline bool is_cancelled(const DatabaseError& error) {
    return error.kind() == DatabaseError::Kind::cancelled;
}

} // namespace varve::test
