#pragma once

#include "varve/db/connection.hpp"

#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <stop_token>

namespace varve {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// What is watched, by one thread for the whole process.
struct Watched {
    Connection& connection;
    std::chrono::steady_clock::time_point due;
    bool being_cancelled = false;
    bool was_cancelled = false;
};

/// While it lives: cancels what the connection runs when the deadline is over or a stop is
/// requested, and what it runs next, until it ends.
class DeadlineWatch {
public:
    /// Sets `interfered` at its end where it cancelled something.
    DeadlineWatch(Connection& connection, const Deadline& deadline, const std::stop_token& stop,
                  bool& interfered);
    DeadlineWatch(const DeadlineWatch&) = delete;
    DeadlineWatch& operator=(const DeadlineWatch&) = delete;
    /// Waits until nobody is cancelling any more.
    ~DeadlineWatch();

private:
    std::optional<std::list<Watched>::iterator> watched_; ///< nothing where there is no limit
    std::optional<std::stop_callback<std::function<void()>>> on_stop_;
    bool& interfered_;
};

} // namespace varve
