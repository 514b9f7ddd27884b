#include "varve/db/transactions.hpp"

#include "db/deadline_watch.hpp"
#include "varve/duration.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>

namespace varve {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = DatabaseError::Kind;

/// A piece of work, its limits, and what came of it so far.
class Attempts {
public:
    explicit Attempts(const WorkOptions& options) : options_(options) {
        if (options.timeout.count() > 0) deadline_ = steady_clock::now() + options.timeout;
    }

    const Deadline& deadline() const noexcept { return deadline_; }

    /// Once, in a transaction.
    void run(Connection& connection, const std::function<void()>& work);
    /// Throws the error that is being handled, unless another attempt may do better; a lost
    /// connection is one where the next attempt gets another.
    void require_another(const DatabaseError& error, bool gets_another_connection);
    /// Sleeps, longer from attempt to attempt, so that two that met do not meet again.
    void pause() const;
    /// May a cancel still be on its way to the session that ran last?
    bool interfered() const noexcept { return interfered_; }

private:
    std::vector<Statement> limits(const Connection& connection) const;
    void refuse_when_over(const std::string& database_says = {}) const;

    const WorkOptions& options_;
    Deadline deadline_;
    int number_ = 1;
    bool committing_ = false;
    bool interfered_ = false;
};

milliseconds left_until(const steady_clock::time_point& deadline) {
    return std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
}

// The server's own limit holds even where no cancel gets through to it.
std::vector<Statement> Attempts::limits(const Connection& connection) const {
    std::vector<Statement> statements;
    if (!deadline_ || connection.in_transaction()) return statements;
    const std::int64_t left = std::max<std::int64_t>(left_until(*deadline_).count(), 1);
    for (std::string& text : connection.dialect().set_statement_timeout(left, Lasts::transaction))
        statements.push_back({std::move(text)});
    return statements;
}

void Attempts::refuse_when_over(const std::string& database_says) const {
    const bool stopped = options_.stop.stop_requested();
    if (!stopped && !(deadline_ && steady_clock::now() >= *deadline_)) return;
    const std::string reason = stopped ? "a stop was requested"
                                       : "it took longer than " + readable(options_.timeout) +
                                             ", the time that it was given";
    throw DatabaseError({.kind = Kind::cancelled,
                         .message = "the transaction was rolled back: " + reason,
                         .detail = database_says});
}

void Attempts::run(Connection& connection, const std::function<void()>& work) {
    std::optional<Transaction> transaction;
    try {
        const DeadlineWatch watch(connection, deadline_, options_.stop, interfered_);
        refuse_when_over();
        transaction.emplace(connection, TransactionOptions{options_.isolation, options_.access},
                            limits(connection));
        work();
        refuse_when_over();
    } catch (const DatabaseError& error) {
        if (error.kind() == Kind::cancelled && error.facts().detail.empty())
            refuse_when_over(error.what());
        throw;
    }
    committing_ = true;
    transaction->commit();
}

void Attempts::require_another(const DatabaseError& error, bool gets_another_connection) {
    const bool lost = error.kind() == Kind::connection_lost;
    if (lost && committing_) {
        DatabaseError::Facts facts = error.facts();
        facts.hint = "the connection broke during the commit, so nobody knows whether it took "
                     "effect; look before it is done again";
        throw DatabaseError(std::move(facts));
    }
    const bool passing = error.kind() == Kind::deadlock || error.kind() == Kind::serialization ||
                         (lost && gets_another_connection);
    if (!passing || number_ >= options_.attempts) throw;
    log::info("a transaction is begun again: " + std::string(error.what()));
    ++number_;
    committing_ = false;
}

// Doubling from ten milliseconds, and a random half of it.
void Attempts::pause() const {
    constexpr int longest_shift = 6;
    static thread_local std::mt19937 random{std::random_device{}()};
    const int longest = 10 << std::min(number_ - 2, longest_shift);
    milliseconds pause(std::uniform_int_distribution(longest / 2, longest)(random));
    if (deadline_) pause = std::min(pause, left_until(*deadline_));
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any nobody_calls;
    nobody_calls.wait_for(lock, options_.stop, pause, [] { return false; });
    refuse_when_over();
}

void run_on_lease(Pool& pool, const std::function<void(Pool::Lease&)>& work,
                  const WorkOptions& options, Attempts& attempts) {
    Pool::Lease lease = pool.lease({options.holder, attempts.deadline(), options.stop});
    try {
        attempts.run(lease.connection(), [&] { work(lease); });
    } catch (const DatabaseError& error) {
        if (attempts.interfered() || error.kind() == Kind::connection_lost) lease.discard();
        throw;
    } catch (...) {
        if (attempts.interfered()) lease.discard();
        throw;
    }
}

} // namespace

void run_in_transaction(Connection& connection, const std::function<void(Connection&)>& work,
                        const WorkOptions& options) {
    Attempts attempts(options);
    const bool outermost = !connection.in_transaction();
    while (true) {
        try {
            return attempts.run(connection, [&] { work(connection); });
        } catch (const DatabaseError& error) {
            if (!outermost) throw;
            attempts.require_another(error, false);
        }
        attempts.pause();
    }
}

void run_in_transaction(Pool& pool, const std::function<void(Pool::Lease&)>& work,
                        const WorkOptions& options) {
    Attempts attempts(options);
    while (true) {
        try {
            return run_on_lease(pool, work, options, attempts);
        } catch (const DatabaseError& error) {
            attempts.require_another(error, true);
        }
        attempts.pause();
    }
}

} // namespace varve
