#include "driver/cases.hpp"
#include "driver/holder_process.hpp"

#include <atomic>
#include <thread>

namespace varve::testing {

namespace {

using Clock = std::chrono::steady_clock;
using LockPtr = std::unique_ptr<MigrationLock>;
using namespace std::chrono_literals;

LockRequest request(const std::string& holder, const std::string& history = "varve_history") {
    return {.name_space = {}, .table = "varve_lock", .history = history, .holder = holder};
}

LockPtr lock_of(Trial& trial, Connection& connection, const std::string& holder = "alice@here") {
    return trial.driver().migration_lock(connection, trial.request(), request(holder));
}

template <class Condition> bool within(std::chrono::milliseconds time, Condition condition) {
    const auto end = Clock::now() + time;
    while (!condition()) {
        if (Clock::now() > end) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

bool is_true(Connection& connection, const Statement& question) {
    const auto row = connection.query_row(question, std::array{Kind::boolean});
    return row.size() == 1 && row.front() == Value(true);
}

/// What a run asks before each step.
bool is_ours(Trial& trial, Connection& connection, MigrationLock& lock) {
    try {
        lock.verify();
        if (const auto guard = lock.guard(); guard && !is_true(connection, *guard)) return false;
        const std::string condition = lock.condition();
        return condition.empty() ||
               is_true(connection, {"SELECT CASE WHEN " + condition + " THEN 1 ELSE 0 END" +
                                    trial.facts().from_one_row});
    } catch (const Error&) {
        return false;
    }
}

void keeps_a_second_session_out(Trial& trial) {
    const auto other = trial.another();
    const LockPtr mine = lock_of(trial, trial.connection());
    const LockPtr theirs = lock_of(trial, *other, "bob@there");
    trial.report().check(!mine->method().empty(), "a lock says how it works");
    trial.report().require(mine->try_acquire(), "a free lock is acquired");
    const auto start = Clock::now();
    trial.report().check(!theirs->try_acquire(), "nobody else gets it");
    trial.report().check(Clock::now() - start < 2s, "and is told so without waiting");
    trial.report().check(!trial.connection().in_transaction() && !other->in_transaction(),
                         "neither is left in a transaction");
    trial.usable("while it holds the lock");
}

void is_free_again_when_released(Trial& trial) {
    const auto other = trial.another();
    const LockPtr mine = lock_of(trial, trial.connection());
    const LockPtr theirs = lock_of(trial, *other, "bob@there");
    for (int i = 0; i < 3; ++i) {
        trial.report().require(mine->try_acquire(), "a free lock is acquired");
        mine->release();
        trial.report().require(theirs->try_acquire(), "a released lock is free");
        theirs->release();
    }
    mine->release();
    trial.report().check(theirs->try_acquire(), "a release of what is not held does no harm");
    mine->release();
    trial.report().check(!mine->try_acquire(), "not even where somebody else holds it");
}

void is_free_again_when_its_object_ends(Trial& trial) {
    const auto other = trial.another();
    {
        const LockPtr mine = lock_of(trial, trial.connection());
        trial.report().require(mine->try_acquire(), "a free lock is acquired");
    }
    trial.report().check(lock_of(trial, *other, "bob@there")->try_acquire(),
                         "a lock that ended is free");
    trial.report().check(lock_of(trial, trial.connection())->try_acquire(), "and so is the next");
}

/// Wants the lock that another process has. A database that only one process can open keeps this
/// one out by that alone.
class Contender {
public:
    explicit Contender(Trial& trial) : trial_(trial) {}

    bool try_acquire() {
        if (!connection_) connect();
        return lock_ && lock_->try_acquire();
    }

private:
    void connect() {
        ConnectRequest request = trial_.request();
        request.timeout = 1000ms;
        try {
            connection_ = trial_.driver().connect(request);
        } catch (const DatabaseError& error) {
            if (error.kind() != DatabaseError::Kind::unreachable) throw;
            return;
        }
        lock_ = lock_of(trial_, *connection_);
    }

    Trial& trial_;
    std::unique_ptr<Connection> connection_;
    LockPtr lock_;
};

void is_free_again_when_its_process_is_killed(Trial& trial) {
    HolderProcess holder(trial, request("mallory@elsewhere"));
    trial.report().require(holder.holds(), "the other process gets the lock");
    Contender mine(trial);
    trial.report().check(!mine.try_acquire(), "nobody else gets it while that process lives");
    holder.kill();
    trial.report().check(within(5000ms, [&] { return mine.try_acquire(); }),
                         "a killed process holds up nobody for more than five seconds");
}

void is_not_lost_while_its_process_waits(Trial& trial) {
    HolderProcess holder(trial, request("mallory@elsewhere"));
    trial.report().require(holder.holds(), "the other process gets the lock");
    Contender mine(trial);
    trial.report().check(!within(4500ms, [&] { return mine.try_acquire(); }),
                         "a process that lives keeps its lock");
}

void excludes_only_runs_on_the_same_history(Trial& trial) {
    const auto other = trial.another();
    const LockPtr mine = lock_of(trial, trial.connection());
    const LockPtr theirs = trial.driver().migration_lock(*other, trial.request(),
                                                         request("bob@there", "other_history"));
    trial.report().require(mine->try_acquire(), "a free lock is acquired");
    if (theirs->try_acquire()) return;
    trial.report().hint("two histories in one database exclude each other here");
}

void names_its_holder(Trial& trial) {
    const auto other = trial.another();
    const LockPtr mine = lock_of(trial, trial.connection());
    const LockPtr theirs = lock_of(trial, *other, "bob@there");
    trial.report().check(!theirs->holder().has_value(), "nobody holds a free lock");
    trial.report().require(mine->try_acquire(), "a free lock is acquired");
    const std::optional<LockHolder> holder = theirs->holder();
    if (!holder) return trial.report().hint("it is not known who holds the lock");
    trial.report().check(!holder->who.empty(), "a holder has a name");
    if (holder->who.find("alice@here") == std::string::npos)
        trial.report().hint("the holder is not known by the name that it gave, but as " +
                            holder->who);
    mine->release();
    trial.report().check(!theirs->holder().has_value(), "nobody holds a released lock");
}

void can_be_broken(Trial& trial) {
    const auto victim = trial.another();
    const LockPtr held = lock_of(trial, *victim, "bob@there");
    const LockPtr mine = lock_of(trial, trial.connection());
    trial.report().check(!mine->break_lock(), "there is nothing to break where nobody holds it");
    trial.report().require(held->try_acquire(), "a free lock is acquired");
    trial.report().check(is_ours(trial, *victim, *held), "it is the holder's");
    trial.report().check(mine->break_lock(), "a lock that is held can be broken");
    trial.report().check(within(3000ms, [&] { return !is_ours(trial, *victim, *held); }),
                         "the former holder finds out before its next step");
    trial.report().check(within(5000ms, [&] { return mine->try_acquire(); }),
                         "the lock can then be had");
    trial.report().check(is_ours(trial, trial.connection(), *mine), "it is the breaker's");
}

void proves_that_it_is_held(Trial& trial) {
    const LockPtr mine = lock_of(trial, trial.connection());
    trial.report().require(mine->try_acquire(), "a free lock is acquired");
    trial.report().check(is_ours(trial, trial.connection(), *mine), "it is ours outside");
    Transaction transaction(trial.connection());
    trial.report().check(is_ours(trial, trial.connection(), *mine), "and in a transaction");
    transaction.commit();
    trial.report().check(is_ours(trial, trial.connection(), *mine), "and after it");
}

// What a run does while it holds the lock must not let go of it, nor be in the way of those who
// ask.
void is_kept_through_the_work_of_a_run(Trial& trial) {
    const auto other = trial.another();
    const LockPtr mine = lock_of(trial, trial.connection());
    const LockPtr theirs = lock_of(trial, *other, "bob@there");
    const auto kept = [&](const char* when) {
        const auto start = Clock::now();
        trial.report().check(!theirs->try_acquire(), std::string("it is kept ") + when);
        trial.report().check(Clock::now() - start < 2s, "and who asks is not kept waiting");
        trial.report().check(is_ours(trial, trial.connection(), *mine),
                             std::string("it is ours ") + when);
    };
    trial.report().require(mine->try_acquire(), "a free lock is acquired");
    {
        Transaction transaction(trial.connection(), {.access = Access::write});
        trial.make_table();
        trial.insert(1, Value(10));
        kept("in a transaction that writes");
        transaction.commit();
    }
    kept("after a commit");
    {
        Transaction transaction(trial.connection());
        trial.insert(2, Value(20));
    }
    kept("after a rollback");
    for (const Statement& statement : trial.connection().reset_statements())
        trial.connection().execute(statement);
    kept("after the session was reset");
}

/// Takes and gives back the lock ten times; notes when somebody else was inside meanwhile.
void take_turns(Trial& trial, std::atomic<int>& inside, std::atomic<int>& overlaps) {
    const auto connection = trial.another();
    const LockPtr lock = lock_of(trial, *connection);
    for (int turns = 0; turns < 10;) {
        if (!lock->try_acquire()) {
            std::this_thread::sleep_for(2ms);
            continue;
        }
        if (++inside != 1) ++overlaps;
        std::this_thread::sleep_for(2ms);
        --inside;
        lock->release();
        ++turns;
    }
}

void lets_in_one_of_many(Trial& trial) {
    std::atomic<int> inside = 0;
    std::atomic<int> overlaps = 0;
    std::atomic<int> errors = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                try {
                    take_turns(trial, inside, overlaps);
                } catch (const std::exception&) {
                    ++errors;
                }
            });
    }
    trial.report().equal(overlaps.load(), 0, "there is never more than one inside");
    trial.report().equal(errors.load(), 0, "asking for a lock that others want is no error");
}

} // namespace

Suite lock_cases(const SharedSubject& subject) {
    return driver_cases(
        "migration_lock", subject,
        {{"keeps_a_second_session_out", keeps_a_second_session_out},
         {"is_free_again_when_released", is_free_again_when_released},
         {"is_free_again_when_its_object_ends", is_free_again_when_its_object_ends},
         {"is_free_again_when_its_process_is_killed", is_free_again_when_its_process_is_killed},
         {"is_not_lost_while_its_process_waits", is_not_lost_while_its_process_waits},
         {"excludes_only_runs_on_the_same_history", excludes_only_runs_on_the_same_history},
         {"names_its_holder", names_its_holder},
         {"can_be_broken", can_be_broken},
         {"proves_that_it_is_held", proves_that_it_is_held},
         {"is_kept_through_the_work_of_a_run", is_kept_through_the_work_of_a_run},
         {"lets_in_one_of_many", lets_in_one_of_many}});
}

} // namespace varve::testing
