#include "driver/cases.hpp"

#include "varve/db/lease_lock.hpp"

#include <thread>

namespace varve::testing {

namespace {

using namespace std::chrono_literals;

constexpr LeaseLock::Times short_times{600ms, 150ms};
constexpr auto until_it_ran_out = 900ms;

LockRequest request(const std::string& holder, const std::string& history = "varve_history") {
    return {.name_space = {}, .table = "varve_lock", .history = history, .holder = holder};
}

/// A lease that notes whose leavings it was told to clear away.
class NotingLease : public LeaseLock {
public:
    using LeaseLock::LeaseLock;
    std::vector<std::int64_t> evicted = {};

protected:
    void evict(std::int64_t former_token) override { evicted.push_back(former_token); }
};

NotingLease lease(Trial& trial, Connection& connection, const std::string& holder = "alice@here") {
    return NotingLease(
        connection, [&trial] { return trial.another(); }, request(holder), short_times);
}

/// A lease whose renewals do not get through, as when its process hangs or the network is down.
NotingLease lapsing(Connection& connection) {
    return NotingLease(
        connection,
        []() -> std::unique_ptr<Connection> {
            throw DatabaseError(
                {.kind = DatabaseError::Kind::unreachable, .message = "no way to renew"});
        },
        request("mallory@elsewhere"), short_times);
}

bool condition_holds(Trial& trial, Connection& connection, const LeaseLock& lease) {
    const std::string question =
        "SELECT CASE WHEN " + lease.condition() + " THEN 1 ELSE 0 END" + trial.facts().from_one_row;
    return trial.cell_in(connection, {question}, Kind::integer) == Value(1);
}

bool guard_holds(Trial& trial, Connection& connection, const LeaseLock& lease) {
    const std::optional<Statement> guard = lease.guard();
    return !guard || trial.cell_in(connection, *guard, Kind::boolean) == Value(true);
}

void keeps_others_out_and_lets_them_in(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "bob@there");
    trial.report().require(mine.try_acquire(), "a free lease is taken");
    trial.report().check(!theirs.try_acquire(), "nobody else gets it");
    mine.release();
    trial.report().equal(mine.token(), 0, "a released lease has no token");
    trial.report().check(theirs.try_acquire(), "a released lease is free");
    trial.report().check(theirs.evicted.empty(), "nobody is evicted who released it");
}

void is_renewed_while_it_is_held(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "bob@there");
    trial.report().require(mine.try_acquire(), "a free lease is taken");
    const auto end = std::chrono::steady_clock::now() + 3 * short_times.lease;
    while (std::chrono::steady_clock::now() < end) {
        trial.report().check(!theirs.try_acquire(), "a lease that is renewed does not run out");
        trial.report().check(condition_holds(trial, trial.connection(), mine), "it is ours");
        std::this_thread::sleep_for(100ms);
    }
    mine.verify();
}

void runs_out_when_it_is_not_renewed(Trial& trial) {
    const auto other = trial.another();
    NotingLease theirs = lapsing(*other);
    NotingLease mine = lease(trial, trial.connection());
    trial.report().require(theirs.try_acquire(), "a free lease is taken");
    const std::int64_t former = theirs.token();
    trial.report().check(!mine.try_acquire(), "it is theirs at first");
    trial.report().check(condition_holds(trial, *other, theirs), "and they know it");
    std::this_thread::sleep_for(until_it_ran_out);
    trial.report().check(!mine.holder().has_value(), "when it ran out nobody holds it");
    trial.report().check(condition_holds(trial, *other, theirs),
                         "while nobody takes it, what they do is not in anybody's way");
    trial.report().require(mine.try_acquire(), "a lease that ran out can be taken");
    trial.report().check(!condition_holds(trial, *other, theirs), "then it is theirs no more");
    trial.report().check(!guard_holds(trial, *other, theirs), "their guard says so as well");
    trial.report().check(mine.token() > former, "its token has grown");
    trial.report().require(mine.evicted.size() == 1, "evict() is called");
    trial.report().equal(mine.evicted.front(), former, "with the token of who let it run out");
    theirs.release();
    trial.report().check(condition_holds(trial, trial.connection(), mine),
                         "a late release by the former holder changes nothing");
}

void sees_a_renewal_that_comes_late(Trial& trial) {
    const auto first = trial.another();
    const auto second = trial.another();
    NotingLease theirs = lapsing(*first);
    LeaseLock::Times patient = short_times;
    patient.watch = 600ms;
    NotingLease mine(
        trial.connection(), [&trial] { return trial.another(); }, request("alice@here"), patient);
    trial.report().require(theirs.try_acquire(), "a free lease is taken");
    std::this_thread::sleep_for(until_it_ran_out);
    {
        const std::jthread late([&second] {
            std::this_thread::sleep_for(150ms);
            second->execute("UPDATE varve_lock SET expires_ms = expires_ms + 1");
        });
        trial.report().check(!mine.try_acquire(), "a holder that shows in time that it lives "
                                                  "keeps its lease, though that is out of date");
    }
    trial.report().check(condition_holds(trial, *first, theirs), "it is theirs still");
    trial.report().check(mine.try_acquire(), "one that shows nothing more loses it");
    trial.report().equal(mine.evicted.size(), std::size_t{1}, "and evict() is called");
}

void has_a_token_that_only_grows(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "bob@there");
    std::int64_t last = 0;
    for (int i = 0; i < 3; ++i)
        for (NotingLease* one : {&mine, &theirs}) {
            trial.report().require(one->try_acquire(), "a free lease is taken");
            trial.report().check(one->token() > last, "every holder has a greater token");
            last = one->token();
            one->release();
        }
}

void tells_a_holder_that_was_overtaken(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "bob@there");
    trial.report().check(!theirs.break_lock(), "there is nothing to break at first");
    trial.report().require(mine.try_acquire(), "a free lease is taken");
    trial.report().check(theirs.break_lock(), "a lease can be broken");
    trial.report().check(!condition_holds(trial, trial.connection(), mine),
                         "the condition is false at once");
    trial.report().check(!guard_holds(trial, trial.connection(), mine), "and so is the guard");
    std::this_thread::sleep_for(3 * short_times.renewal);
    try {
        mine.verify();
        trial.report().check(false, "verify() throws LockLost after the next renewal");
    } catch (const LockLost& lost) {
        trial.report().equal(static_cast<int>(lost.exit_code()), 4,
                             "the exit code is that of locks");
    }
    trial.report().require(theirs.try_acquire(), "a broken lease is free");
    mine.release();
    trial.report().check(condition_holds(trial, *other, theirs), "it is theirs now");
    trial.report().check(!mine.try_acquire(), "and not the former holder's");
}

void names_its_holder_and_since_when(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "o'bob \"there\" \\");
    trial.report().check(!mine.holder().has_value(), "nobody holds a free lease");
    trial.report().require(theirs.try_acquire(), "a free lease is taken");
    const LockHolder holder = mine.holder().value_or(LockHolder{});
    trial.report().equal(holder.who, std::string("o'bob \"there\" \\"), "the holder's own words");
    trial.report().check(holder.since.starts_with("20"), "since when: " + holder.since);
}

void is_never_held_before_it_is_taken(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs = lease(trial, *other, "bob@there");
    trial.report().require(theirs.try_acquire(), "a free lease is taken");
    trial.report().check(!condition_holds(trial, trial.connection(), mine),
                         "the condition of one that was never taken is false");
    trial.report().check(!mine.try_acquire(), "it is not free");
    trial.report().check(!condition_holds(trial, trial.connection(), mine),
                         "nor is that of one that was not obtained");
}

void keeps_two_histories_apart(Trial& trial) {
    const auto other = trial.another();
    NotingLease mine = lease(trial, trial.connection());
    NotingLease theirs(
        *other, [&trial] { return trial.another(); }, request("bob@there", "other_history"),
        short_times);
    trial.report().check(mine.try_acquire() && theirs.try_acquire(),
                         "two histories have a lease each");
    trial.report().check(theirs.break_lock(), "one of them is broken");
    trial.report().check(condition_holds(trial, trial.connection(), mine), "and not the other");
}

void makes_its_table_though_others_do_as_well(Trial& trial) {
    std::vector<std::unique_ptr<Connection>> sessions;
    for (int i = 0; i < 4; ++i) sessions.push_back(trial.another());
    std::atomic<int> taken = 0;
    std::atomic<int> errors = 0;
    {
        std::vector<std::jthread> threads;
        for (const auto& session : sessions)
            threads.emplace_back([&] {
                try {
                    NotingLease one = lease(trial, *session);
                    if (one.try_acquire()) ++taken;
                } catch (const std::exception&) {
                    ++errors;
                }
            });
    }
    trial.report().equal(errors.load(), 0, "no session fails because another was first");
    trial.report().check(taken.load() >= 1, "at least one gets the lease");
}

} // namespace

Suite lease_cases(const SharedSubject& subject) {
    return driver_cases(
        "lease", subject,
        {{"keeps_others_out_and_lets_them_in", keeps_others_out_and_lets_them_in},
         {"is_renewed_while_it_is_held", is_renewed_while_it_is_held},
         {"runs_out_when_it_is_not_renewed", runs_out_when_it_is_not_renewed},
         {"sees_a_renewal_that_comes_late", sees_a_renewal_that_comes_late},
         {"has_a_token_that_only_grows", has_a_token_that_only_grows},
         {"tells_a_holder_that_was_overtaken", tells_a_holder_that_was_overtaken},
         {"names_its_holder_and_since_when", names_its_holder_and_since_when},
         {"is_never_held_before_it_is_taken", is_never_held_before_it_is_taken},
         {"keeps_two_histories_apart", keeps_two_histories_apart},
         {"makes_its_table_though_others_do_as_well", makes_its_table_though_others_do_as_well}});
}

} // namespace varve::testing
