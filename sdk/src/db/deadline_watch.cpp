#include "db/deadline_watch.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace varve {

namespace {

using std::chrono::steady_clock;
using Entry = std::list<Watched>::iterator;

// The statement that is cancelled may be followed by another one.
constexpr std::chrono::milliseconds again{100};

class Watchman {
public:
    Entry add(Watched watched) {
        const std::lock_guard lock(mutex_);
        if (watched.due < wakes_at_) changed_.notify_all();
        return watched_.insert(watched_.end(), watched);
    }

    void make_due(Entry entry) {
        const std::lock_guard lock(mutex_);
        entry->due = steady_clock::now();
        changed_.notify_all();
    }

    /// Returns whether something was cancelled.
    bool remove(Entry entry) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !entry->being_cancelled; });
        const bool was_cancelled = entry->was_cancelled;
        watched_.erase(entry);
        return was_cancelled;
    }

private:
    // It wakes up for what is long over rather than for everything that begins.
    void watch(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            const Entry next = std::ranges::min_element(watched_, {}, &Watched::due);
            if (next != watched_.end() && next->due <= steady_clock::now()) {
                cancel(lock, next);
                continue;
            }
            wakes_at_ = next == watched_.end() ? steady_clock::time_point::max() : next->due;
            changed_.wait_until(lock, stop, wakes_at_, [&] { return something_is_earlier(); });
        }
    }

    bool something_is_earlier() const {
        return std::ranges::any_of(watched_,
                                   [&](const Watched& watched) { return watched.due < wakes_at_; });
    }

    // A server may be slow to take a request: nobody else has to wait for that.
    void cancel(std::unique_lock<std::mutex>& lock, Entry entry) {
        entry->being_cancelled = true;
        lock.unlock();
        entry->connection.cancel();
        lock.lock();
        entry->being_cancelled = false;
        entry->was_cancelled = true;
        entry->due = steady_clock::now() + again;
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::list<Watched> watched_;
    steady_clock::time_point wakes_at_ = steady_clock::time_point::max();
    std::jthread thread_{[this](const std::stop_token& stop) { watch(stop); }};
};

Watchman& watchman() {
    static Watchman one;
    return one;
}

} // namespace

DeadlineWatch::DeadlineWatch(Connection& connection, const Deadline& deadline,
                             const std::stop_token& stop, bool& interfered)
    : interfered_(interfered) {
    if (!deadline && !stop.stop_possible()) return;
    watched_ = watchman().add({connection, deadline.value_or(steady_clock::time_point::max())});
    on_stop_.emplace(stop, [entry = *watched_] { watchman().make_due(entry); });
}

DeadlineWatch::~DeadlineWatch() {
    on_stop_.reset();
    if (watched_ && watchman().remove(*watched_)) interfered_ = true;
}

} // namespace varve
