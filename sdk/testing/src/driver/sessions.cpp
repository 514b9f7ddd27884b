#include "driver/cases.hpp"

#include <thread>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto head_start = 300ms;

/// Cancels `connection` from another thread as soon as the statement will have begun.
std::jthread canceller(Connection& connection) {
    return std::jthread([&connection] {
        std::this_thread::sleep_for(head_start);
        connection.cancel();
    });
}

void expect_cancelled(Trial& trial, Connection& connection) {
    const auto start = Clock::now();
    const std::jthread thread = canceller(connection);
    trial.fails(
        DbKind::cancelled, [&] { read_all(*connection.query({trial.facts().long_statement})); },
        "a statement that was cancelled");
    trial.report().check(Clock::now() - start < head_start + 2s, "it ends within two seconds");
}

void ends_a_long_statement_when_it_is_cancelled(Trial& trial) {
    trial.needs(!trial.facts().long_statement.empty(), "long statement");
    for (int i = 0; i < 2; ++i) {
        expect_cancelled(trial, trial.connection());
        trial.usable("after a statement was cancelled");
    }
}

void can_be_rolled_back_when_it_was_cancelled(Trial& trial) {
    trial.needs(!trial.facts().long_statement.empty(), "long statement");
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        trial.insert(1, Value(10));
        expect_cancelled(trial, trial.connection());
    }
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
    trial.report().equal(trial.count(), 0, "what it did is undone");
}

void cancels_one_session_and_not_another(Trial& trial) {
    trial.needs(!trial.facts().long_statement.empty(), "long statement");
    trial.make_table();
    const auto other = trial.another();
    Transaction transaction(trial.connection());
    trial.report().equal(trial.count(), 0, "the transaction reads");
    expect_cancelled(trial, *other);
    trial.report().check(trial.connection().in_transaction(), "the transaction is untouched");
    trial.insert(1, Value(10));
    transaction.commit();
    trial.report().equal(trial.count(), 1, "and commits");
}

void takes_no_harm_from_a_cancel_of_nothing(Trial& trial) {
    for (int i = 0; i < 5; ++i) {
        trial.connection().cancel();
        trial.usable("after a cancel while nothing ran");
    }
}

void ends_a_statement_at_its_timeout(Trial& trial) {
    trial.needs(!trial.facts().long_statement.empty(), "long statement");
    const auto timeout = trial.dialect().set_statement_timeout(300, Lasts::session);
    if (timeout.empty()) Report::skip("the dialect has no statement timeout");
    for (const std::string& statement : timeout) trial.connection().execute(statement);
    const auto start = Clock::now();
    trial.fails(
        DbKind::cancelled, [&] { trial.rows(trial.facts().long_statement); },
        "a statement that takes longer than its timeout");
    trial.report().check(Clock::now() - start < 3s, "it ends soon after its timeout");
    for (const std::string& statement : trial.dialect().set_statement_timeout(0, Lasts::session))
        trial.connection().execute(statement);
    trial.usable("after a statement timed out");
}

void reset(Trial& trial) {
    for (const Statement& statement : trial.connection().reset_statements())
        trial.connection().execute(statement);
}

void comes_back_to_the_limits_that_are_kept(Trial& trial) {
    trial.needs(!trial.facts().long_statement.empty(), "long statement");
    const auto limits = [&](std::int64_t milliseconds) {
        std::vector<Statement> statements;
        for (std::string& text :
             trial.dialect().set_statement_timeout(milliseconds, Lasts::session))
            statements.push_back({std::move(text)});
        return statements;
    };
    if (limits(300).empty()) Report::skip("the dialect has no statement timeout");
    if (!trial.connection().keep_limits(limits(300)))
        Report::skip("the driver does not keep limits");
    trial.connection().execute_all(limits(0));
    reset(trial);
    trial.fails(
        DbKind::cancelled, [&] { trial.rows(trial.facts().long_statement); },
        "a statement that takes longer than the timeout that is kept");
    trial.connection().keep_limits(limits(0));
}

void forgets_temporary_tables_when_it_is_reset(Trial& trial) {
    trial.execute("CREATE TEMPORARY TABLE {brief} ({id} {:integer})");
    trial.execute("INSERT INTO {brief} ({id}) VALUES (1)");
    reset(trial);
    trial.fails(
        DbKind::undefined_object, [&] { trial.rows("SELECT {id} FROM {brief}"); },
        "a temporary table after the reset");
    trial.usable("after a reset");
}

// The first end of a transaction that a runner knows: reset, then commit.
void can_be_reset_at_the_end_of_a_transaction(Trial& trial) {
    trial.make_table();
    Transaction transaction(trial.connection());
    trial.execute("CREATE TEMPORARY TABLE {brief} ({id} {:integer})");
    trial.insert(1, Value(10));
    const std::vector<Statement> closing = trial.connection().reset_statements();
    transaction.commit(closing);
    trial.report().equal(trial.count(), 1, "what the transaction did is kept");
    trial.fails(
        DbKind::undefined_object, [&] { trial.rows("SELECT {id} FROM {brief}"); },
        "a temporary table after the reset");
}

std::string answer(Connection& connection, const std::string& probe) {
    const std::vector<Value> row = connection.query_row({probe});
    return row.empty() ? "nothing" : row.front().to_string();
}

void brings_back(Trial& trial, const SessionChange& change, bool in_transaction) {
    Connection& connection = trial.connection();
    if (in_transaction &&
        trial.dialect().classify({.text = change.statement}).scope == Scope::outside)
        Report::skip("the dialect has it run outside of transactions");
    const std::string before = answer(connection, change.probe);
    std::optional<Transaction> transaction;
    if (in_transaction) transaction.emplace(connection);
    connection.execute(change.statement);
    const bool changed = answer(connection, change.probe) != before;
    if (in_transaction && !changed) Report::skip("it has no effect in a transaction");
    trial.report().check(changed, "the probe shows that the session changed");
    if (in_transaction)
        transaction->commit(connection.reset_statements());
    else
        reset(trial);
    trial.report().equal(answer(connection, change.probe), before,
                         "a reset brings the session back to how it was");
    trial.usable("after a reset");
}

void keeps_prepared_statements_usable_when_it_is_reset(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    const std::string text = trial.sql("SELECT {v} FROM {pebble} WHERE {id} = 1");
    for (int i = 0; i < 3; ++i) {
        const auto select = trial.connection().prepare(text);
        select->query({});
        trial.report().equal(read_all(*select).size(), 1U, "the statement finds its row");
        select->reset();
        reset(trial);
    }
}

} // namespace

Suite session_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases{
        {"ends_a_long_statement_when_it_is_cancelled", ends_a_long_statement_when_it_is_cancelled},
        {"can_be_rolled_back_when_it_was_cancelled", can_be_rolled_back_when_it_was_cancelled},
        {"cancels_one_session_and_not_another", cancels_one_session_and_not_another},
        {"takes_no_harm_from_a_cancel_of_nothing", takes_no_harm_from_a_cancel_of_nothing},
        {"ends_a_statement_at_its_timeout", ends_a_statement_at_its_timeout},
        {"comes_back_to_the_limits_that_are_kept", comes_back_to_the_limits_that_are_kept},
        {"forgets_temporary_tables_when_it_is_reset", forgets_temporary_tables_when_it_is_reset},
        {"can_be_reset_at_the_end_of_a_transaction", can_be_reset_at_the_end_of_a_transaction},
        {"keeps_prepared_statements_usable_when_it_is_reset",
         keeps_prepared_statements_usable_when_it_is_reset}};
    for (const SessionChange& change : subject->facts.session_changes) {
        cases.push_back({"resets_" + change.name,
                         [change](Trial& trial) { brings_back(trial, change, false); }});
        cases.push_back({"resets_in_a_transaction_" + change.name,
                         [change](Trial& trial) { brings_back(trial, change, true); }});
    }
    return driver_cases("sessions", subject, std::move(cases));
}

} // namespace varve::testing
