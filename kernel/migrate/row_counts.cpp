#include "kernel/migrate/row_counts.hpp"

#include "kernel/migrate/statements.hpp"

#include <array>
#include <span>

namespace varve {

namespace {

// A failed query would end the transaction that it stands in, so it has one of its own; inside
// another that is a savepoint. Its end takes back nothing but the locks.
void count(Connection& connection, std::span<const std::string> tables, RowCounts& counts) {
    std::string query;
    for (std::size_t i = 0; i < tables.size(); ++i)
        query += (i == 0 ? "SELECT " : " UNION ALL SELECT ") + std::to_string(i) +
                 ", count(*) FROM " + tables[i];
    const std::size_t first = counts.size();
    try {
        const Transaction reading(connection, {.access = Access::read});
        constexpr std::array kinds{Kind::integer, Kind::integer};
        const auto rows = connection.query({query}, kinds);
        counts.resize(first + tables.size());
        std::array<Cell, 2> row;
        while (rows->next(row))
            counts[first + static_cast<std::size_t>(row[0].as_integer())] = row[1].as_integer();
        return;
    } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::undefined_object) throw;
    }
    if (tables.size() == 1) return counts.push_back(std::nullopt);
    for (const std::string& table : tables) count(connection, {&table, 1}, counts);
}

DatabaseError named(const DatabaseError& error) {
    DatabaseError::Facts facts = error.facts();
    facts.message =
        "the rows of the tables in invariants.tables could not be counted: " + facts.message;
    return DatabaseError(std::move(facts));
}

RowCounts count_all(RunContext& context) {
    const Interruption::Cancellable cancellable(context.interruption);
    RowCounts counts;
    try {
        count(context.connection, context.protected_tables, counts);
    } catch (const DatabaseError& error) {
        throw named(error);
    }
    return counts;
}

std::string in_words(const std::string& table, std::int64_t before,
                     const std::optional<std::int64_t>& after) {
    return "the table " + table + " had " + std::to_string(before) + " rows and " +
           (after ? "has " + std::to_string(*after) : "is gone");
}

std::string how_to_agree(const Step& step) {
    const std::string rule(fewer_rows_rule);
    return "[invariants] forbids that; agree with " +
           (step.direction == Direction::up ? "'-- varve:allow " + rule + "' in the migration, or "
                                            : std::string()) +
           "--allow " + rule + " for this run";
}

} // namespace

bool counts_rows(const RunContext& context, const Step& step) {
    return !context.protected_tables.empty() && !step.fewer_rows && step.mode != StepMode::record;
}

RowCounts count_rows(RunContext& context, const Step& step, StepFailure::Aftermath aftermath) {
    if (!counts_rows(context, step)) return {};
    try {
        return count_all(context);
    } catch (const DatabaseError& error) {
        StepFailure failure = failure_of(step, step.statements.size(), error, aftermath);
        StepFailure::Facts facts = failure.facts();
        facts.statements_done = step.resume_at;
        throw StepFailure(std::move(facts), failure.exit_code());
    }
}

void check_row_counts(RunContext& context, const Step& step, const RowCounts& before,
                      StepFailure::Aftermath aftermath) {
    if (before.empty()) return;
    try {
        const RowCounts after = count_all(context);
        std::string lowered;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (after[i] < before[i]) // nothing is less than any number
                lowered += (lowered.empty() ? "" : ", ") +
                           in_words(context.protected_tables[i], before[i].value_or(0), after[i]);
        if (!lowered.empty()) throw DatabaseError({.message = lowered, .hint = how_to_agree(step)});
    } catch (const DatabaseError& error) {
        throw failure_of(step, step.statements.size(), error, aftermath);
    }
}

} // namespace varve
