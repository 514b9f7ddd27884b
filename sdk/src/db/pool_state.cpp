#include "db/pool_state.hpp"

#include "varve/log.hpp"

#include <algorithm>
#include <random>

namespace varve {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

DatabaseError refused(const char* sentence) {
    return DatabaseError({.kind = DatabaseError::Kind::cancelled, .message = sentence});
}

DatabaseError closed() {
    return refused("the pool of connections is closed");
}

// The shortest thing that every database understands.
void try_out(Connection& connection) {
    const Dialect& dialect = connection.dialect();
    const std::vector<Statement> nothing{{dialect.begin(Isolation::standard, Access::standard)},
                                         {dialect.rollback()}};
    connection.execute_all(nothing);
}

bool still_there(Connection& connection) {
    try {
        try_out(connection);
        return true;
    } catch (const Error& error) {
        log::debug(std::string("a connection of the pool is replaced: ") + error.what());
        return false;
    }
}

// As it was when it was lent; false where it cannot be had so.
bool put_right(PooledConnection& place) noexcept {
    if (place.discarded || !place.connection || place.connection->lost()) return false;
    Connection& connection = *place.connection;
    try {
        if (!connection.in_transaction()) return true;
        connection.execute(connection.dialect().rollback());
        if (connection.owns_session()) connection.execute_all(connection.reset_statements());
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace

PoolState::PoolState(Pool::Open open, PoolOptions options)
    : open_(std::move(open)), options_(std::move(options)),
      size_(std::max<std::size_t>(options_.size, 1)) {}

PooledConnectionPtr PoolState::acquire(const LeaseRequest& request) {
    PooledConnectionPtr place = wait_for_place(request);
    try {
        make_ready(*place);
    } catch (...) {
        release(std::move(place));
        throw;
    }
    return place;
}

PooledConnectionPtr PoolState::wait_for_place(const LeaseRequest& request) {
    std::unique_lock lock(mutex_);
    if (closed_) throw closed();
    if (waiters_.empty())
        if (PooledConnectionPtr place = take_free_locked(request.holder)) return place;
    return wait_in_line(lock, request);
}

PooledConnectionPtr PoolState::wait_in_line(std::unique_lock<std::mutex>& lock,
                                            const LeaseRequest& request) {
    const auto start = steady_clock::now();
    Waiter waiter{request.holder};
    waiters_.push_back(&waiter);
    waiter.ready.wait_until(lock, request.stop,
                            request.deadline.value_or(start + options_.acquire_timeout),
                            [&] { return waiter.granted || closed_; });
    const auto waited = steady_clock::now() - start;
    note_wait_locked(waited);
    if (waiter.granted) return std::move(waiter.granted);
    std::erase(waiters_, &waiter);
    if (closed_) throw closed();
    if (request.stop.stop_requested())
        throw refused("a stop was requested while a connection of the pool was waited for");
    ++metrics_.timeouts;
    throw PoolTimeout(std::chrono::duration_cast<milliseconds>(waited), holders_locked());
}

PooledConnectionPtr PoolState::take_free_locked(const std::string& holder) {
    PooledConnectionPtr place;
    if (!idle_.empty()) {
        place = std::move(idle_.back());
        idle_.pop_back();
    } else if (lent_.size() < size_) {
        place = std::make_unique<PooledConnection>();
    } else {
        return nullptr;
    }
    place->holder = holder;
    place->lent_since = options_.now();
    lent_.push_back(place.get());
    return place;
}

void PoolState::serve_locked() {
    while (!closed_ && !waiters_.empty()) {
        Waiter& first = *waiters_.front();
        first.granted = take_free_locked(first.holder);
        if (!first.granted) return;
        waiters_.pop_front();
        first.ready.notify_one();
    }
}

void PoolState::note_wait_locked(std::chrono::nanoseconds waited) {
    ++metrics_.waits;
    metrics_.wait_total += waited;
    metrics_.wait_longest = std::max(metrics_.wait_longest, waited);
}

void PoolState::make_ready(PooledConnection& place) {
    if (place.connection && !is_usable(place)) set_connection(place, nullptr);
    if (place.connection) return;
    set_connection(place, open_());
    place.expires = expiry();
}

bool PoolState::is_usable(PooledConnection& place) const {
    const auto now = options_.now();
    if (now >= place.expires) return false;
    const bool trusted = !place.doubted && now - place.idle_since < options_.check_after;
    place.doubted = false;
    return trusted || still_there(*place.connection);
}

// `close` looks at lent connections from another thread.
void PoolState::set_connection(PooledConnection& place, std::unique_ptr<Connection> connection) {
    place.attachment.reset();
    const std::lock_guard lock(mutex_);
    ++(connection ? metrics_.opened : metrics_.closed);
    place.connection.swap(connection);
}

PoolState::TimePoint PoolState::expiry() const {
    if (options_.maximum_lifetime.count() == 0) return TimePoint::max();
    static thread_local std::mt19937_64 random{std::random_device{}()};
    const std::int64_t longest = options_.maximum_lifetime.count();
    return options_.now() +
           milliseconds(std::uniform_int_distribution(longest - longest / 10, longest)(random));
}

void PoolState::release(PooledConnectionPtr place) noexcept {
    if (put_right(*place) && keep(place)) return;
    const bool lost = place->connection && place->connection->lost();
    // While it still has its place, or there could be more connections than may be.
    if (place->connection) set_connection(*place, nullptr);
    const std::lock_guard lock(mutex_);
    // What ended this session, a server's restart say, may have ended the others as well.
    if (lost)
        for (const PooledConnectionPtr& other : idle_) other->doubted = true;
    vacate_locked(*place);
}

bool PoolState::keep(PooledConnectionPtr& place) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    place->idle_since = options_.now();
    idle_.push_back(std::move(place));
    vacate_locked(*idle_.back());
    return true;
}

void PoolState::vacate_locked(const PooledConnection& place) {
    std::erase(lent_, &place);
    serve_locked();
    returned_.notify_all();
}

PoolMetrics PoolState::metrics() const {
    const std::lock_guard lock(mutex_);
    PoolMetrics metrics = metrics_;
    metrics.in_use = lent_.size();
    metrics.idle = idle_.size();
    metrics.waiting = waiters_.size();
    return metrics;
}

std::vector<PoolHolder> PoolState::holders() const {
    const std::lock_guard lock(mutex_);
    return holders_locked();
}

std::vector<PoolHolder> PoolState::holders_locked() const {
    const auto now = options_.now();
    std::vector<PoolHolder> holders;
    for (const PooledConnection* const place : lent_)
        holders.push_back(
            {place->holder, std::chrono::duration_cast<milliseconds>(now - place->lent_since)});
    std::ranges::stable_sort(holders, std::greater{}, &PoolHolder::since);
    return holders;
}

std::vector<PoolHolder> PoolState::close(milliseconds patience) {
    std::vector<PooledConnectionPtr> idle; // ends behind the lock
    std::unique_lock lock(mutex_);
    closed_ = true;
    metrics_.closed += idle_.size();
    idle.swap(idle_);
    for (Waiter* const waiter : waiters_) waiter->ready.notify_one();
    const auto all_back = [&] { return lent_.empty(); };
    if (returned_.wait_for(lock, patience, all_back)) return {};
    for (const PooledConnection* const place : lent_)
        if (place->connection) place->connection->cancel();
    returned_.wait_for(lock, patience, all_back);
    return holders_locked();
}

} // namespace varve
