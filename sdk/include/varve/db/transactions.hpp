#pragma once

#include "varve/db/pool.hpp"
#include "varve/db/transaction.hpp"
#include "varve/export.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>

namespace varve {

/// How work is done in a transaction.
struct WorkOptions {
    Isolation isolation = Isolation::standard;
    Access access = Access::standard;
    /// How often it is begun, the first time included, where another transaction is in its way.
    int attempts = 5;
    /// For all of it: waiting for a connection, attempts, pauses between them. 0 is no limit.
    std::chrono::milliseconds timeout{0};
    std::stop_token stop = {};
    std::string holder = {}; ///< see LeaseRequest
};

/// Does `work` in a transaction, which is committed when it returns and rolled back when it throws.
///
/// On a serialization failure or a deadlock all is done again, after a pause that grows and is
/// random: so let `work` change nothing but the database. Inside an open transaction it is a
/// savepoint, isolation and access are those of the outer one, and so is doing it again.
///
/// When the time is over or a stop is requested, the statement at work is cancelled, nothing is
/// committed and DatabaseError(cancelled) is thrown. The commit itself is let finish.
VARVE_API void run_in_transaction(Connection& connection,
                                  const std::function<void(Connection&)>& work,
                                  const WorkOptions& options = {});

/// The same on a connection of the pool, which is given back before a pause. A connection that is
/// lost before the commit is replaced, and all is done again; where it is lost during the commit,
/// the error says that nobody knows whether it took effect.
VARVE_API void run_in_transaction(Pool& pool, const std::function<void(Pool::Lease&)>& work,
                                  const WorkOptions& options = {});

/// `run_in_transaction` for work that takes a Connection& and may return a value.
template <class Work>
auto transaction(Connection& connection, Work&& work, const WorkOptions& options = {}) {
    using Result = std::invoke_result_t<Work&, Connection&>;
    if constexpr (std::is_void_v<Result>) {
        run_in_transaction(
            connection, [&](Connection& open) { work(open); }, options);
    } else {
        std::optional<Result> result;
        run_in_transaction(
            connection, [&](Connection& open) { result.emplace(work(open)); }, options);
        return std::move(*result);
    }
}

/// The same on a connection of the pool; the work takes a Connection& or a Pool::Lease&.
template <class Work> auto transaction(Pool& pool, Work&& work, const WorkOptions& options = {}) {
    using Result = std::invoke_result_t<Work&, Pool::Lease&>;
    if constexpr (std::is_void_v<Result>) {
        run_in_transaction(
            pool, [&](Pool::Lease& lease) { work(lease); }, options);
    } else {
        std::optional<Result> result;
        run_in_transaction(
            pool, [&](Pool::Lease& lease) { result.emplace(work(lease)); }, options);
        return std::move(*result);
    }
}

} // namespace varve
