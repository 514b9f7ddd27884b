#include "driver/cases.hpp"

#include <atomic>
#include <future>
#include <latch>
#include <thread>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

void make_rows(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    trial.insert(2, Value(20));
}

void run_all(Connection& connection, const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) connection.execute(statement);
}

std::string update(Trial& trial, int id) {
    return trial.sql("UPDATE {pebble} SET {v} = {v} + 1 WHERE {id} = " + std::to_string(id));
}

void gives_up_on_a_lock_in_time(Trial& trial, Lasts lasts) {
    if (trial.dialect().set_lock_timeout(1000, lasts).empty())
        Report::skip("the dialect has no lock timeout");
    make_rows(trial);
    const auto other = trial.another();
    Transaction holding(trial.connection(), {.access = Access::write});
    trial.connection().execute(update(trial, 1));
    const auto start = Clock::now();
    trial.fails(
        DbKind::lock_timeout,
        [&] {
            if (lasts == Lasts::session)
                run_all(*other, other->dialect().set_lock_timeout(300, lasts));
            Transaction waiting(*other);
            if (lasts == Lasts::transaction)
                run_all(*other, other->dialect().set_lock_timeout(300, lasts));
            other->execute(update(trial, 1));
        },
        "waiting for what another session has locked");
    trial.report().check(Clock::now() - start < 3s, "it gives up soon after the timeout");
    trial.report().check(!other->in_transaction(), "its transaction is over");
    holding.commit();
    other->execute(update(trial, 1));
    trial.report().equal(trial.integer("SELECT {v} FROM {pebble} WHERE {id} = 1"), 12,
                         "both can write when the lock is gone");
}

void waits_for_a_lock_that_is_let_go_in_time(Trial& trial) {
    if (trial.dialect().set_lock_timeout(1000, Lasts::session).empty())
        Report::skip("the dialect has no lock timeout");
    make_rows(trial);
    const auto other = trial.another();
    run_all(*other, other->dialect().set_lock_timeout(8000, Lasts::session));
    std::optional<Transaction> holding(std::in_place, trial.connection(),
                                       TransactionOptions{.access = Access::write});
    trial.connection().execute(update(trial, 1));
    const std::string text = update(trial, 1);
    auto waiting = std::async(std::launch::async, [&] { return other->execute(text); });
    std::this_thread::sleep_for(500ms);
    holding->commit();
    trial.report().equal(waiting.get(), 1U, "the other session's update goes through");
    trial.report().equal(trial.integer("SELECT {v} FROM {pebble} WHERE {id} = 1"), 12,
                         "both updates count");
}

// Each session locks one row and then wants the other's: one of them has to be told.
void ends_a_deadlock(Trial& trial) {
    make_rows(trial);
    const auto other = trial.another();
    std::latch both_hold(2);
    std::atomic<int> deadlocks = 0;
    const auto lock_two = [&](Connection& connection, const std::string& first,
                              const std::string& second) {
        bool arrived = false;
        try {
            Transaction transaction(connection);
            connection.execute(first);
            arrived = true;
            both_hold.arrive_and_wait();
            connection.execute(second);
            transaction.commit();
        } catch (const DatabaseError& error) {
            if (!arrived) both_hold.count_down(); // or the other thread would wait for ever
            if (error.kind() == DbKind::deadlock) ++deadlocks;
        }
    };
    const std::string one = update(trial, 1);
    const std::string two = update(trial, 2);
    {
        const std::jthread thread([&] { lock_two(*other, two, one); });
        lock_two(trial.connection(), one, two);
    }
    trial.report().equal(deadlocks.load(), 1, "one of two sessions is told of the deadlock");
    trial.report().equal(trial.integer("SELECT SUM({v}) FROM {pebble}"), 32,
                         "the other got through");
}

// Write skew: each reads what the other writes.
void tells_that_transactions_cannot_be_serialized(Trial& trial) {
    make_rows(trial);
    const auto other = trial.another();
    const std::string sum = trial.sql("SELECT SUM({v}) FROM {pebble}");
    trial.fails(
        DbKind::serialization,
        [&] {
            const TransactionOptions options{.isolation = Isolation::serializable};
            Transaction mine(trial.connection(), options);
            Transaction theirs(*other, options);
            trial.connection().query_row({sum});
            other->query_row({sum});
            trial.connection().execute(update(trial, 1));
            other->execute(update(trial, 2));
            mine.commit();
            theirs.commit();
        },
        "the second of two transactions that saw each other's past");
    trial.report().check(!other->in_transaction(), "its transaction is over");
}

void keeps_repeatable_reads_repeatable(Trial& trial) {
    make_rows(trial);
    const auto other = trial.another();
    const std::string sum = trial.sql("SELECT SUM({v}) FROM {pebble}");
    Transaction reading(*other, {.isolation = Isolation::repeatable_read, .access = Access::read});
    const std::string before = trial.cell_in(*other, {sum}, Kind::any).to_string();
    try {
        run_all(trial.connection(), trial.dialect().set_lock_timeout(300, Lasts::session));
        trial.connection().execute(update(trial, 1));
    } catch (const DatabaseError& error) {
        // A database that locks what is read keeps its promise in that way.
        trial.report().check(error.kind() == DbKind::lock_timeout,
                             "a writer that readers keep out is told lock_timeout");
    }
    trial.report().equal(trial.cell_in(*other, {sum}, Kind::any).to_string(), before,
                         "a second look sees the same");
}

} // namespace

Suite conflict_cases(const SharedSubject& subject) {
    return driver_cases(
        "conflicts", subject,
        {{"gives_up_on_a_lock_in_time",
          [](Trial& trial) { gives_up_on_a_lock_in_time(trial, Lasts::session); }},
         {"gives_up_on_a_lock_in_time_within_a_transaction",
          [](Trial& trial) { gives_up_on_a_lock_in_time(trial, Lasts::transaction); }},
         {"waits_for_a_lock_that_is_let_go_in_time", waits_for_a_lock_that_is_let_go_in_time},
         {"ends_a_deadlock", ends_a_deadlock, Ability::deadlock_detection},
         {"tells_that_transactions_cannot_be_serialized",
          tells_that_transactions_cannot_be_serialized, Ability::serialization_failures},
         {"keeps_repeatable_reads_repeatable", keeps_repeatable_reads_repeatable}});
}

} // namespace varve::testing
