#include "kernel/migrate/expectations.hpp"

#include <span>

namespace varve {

namespace {

bool is_true(Cell cell) {
    return (cell.kind() == Kind::boolean && cell.as_boolean()) ||
           (cell.kind() == Kind::integer && cell.as_integer() == 1) ||
           (cell.kind() == Kind::unsigned_integer && cell.as_unsigned() == 1);
}

// A long one is somebody's data, and tells no more.
std::string shown(const Value& answer) {
    constexpr std::size_t longest = 60;
    std::string text = answer.to_string();
    if (answer.kind() == Kind::text) text = '\'' + text + '\'';
    return text.size() <= longest ? text : "a " + std::string(to_string(answer.kind()));
}

// Whoever wrote a query that cannot say yes or no.
std::string hint_for(const std::string& answer) {
    if (answer == "false" || answer == "0") return {};
    return "an expectation answers with one row of one value, which is true, or 1 where there are "
           "no booleans: compare what is counted, as in SELECT count(*) = 0 …";
}

void check(RunContext& context, const Step& step, const PlannedStatement& expectation,
           StepFailure::Aftermath aftermath) {
    try {
        const auto rows =
            context.connection.query({.text = expectation.source.text, .opaque = true});
        const std::string answer = answer_but_true(*rows);
        if (answer.empty()) return;
        throw DatabaseError({.message = "what it expects is not so: the answer is " + answer,
                             .hint = hint_for(answer)});
    } catch (const DatabaseError& error) {
        throw failure_of(step, expectation, error, aftermath);
    }
}

} // namespace

std::string answer_but_true(Rows& rows) {
    const std::size_t width = rows.columns().size();
    if (width != 1) return std::to_string(width) + " columns";
    Cell cell;
    if (!rows.next({&cell, 1})) return "no row";
    const Value answer(cell);
    if (rows.next({&cell, 1})) return "more than one row";
    return is_true(answer.cell()) ? std::string() : shown(answer);
}

void check_expectations(RunContext& context, const Step& step, StepFailure::Aftermath aftermath) {
    const Interruption::Cancellable cancellable(context.interruption);
    for (const PlannedStatement& expectation : step.expectations)
        check(context, step, expectation, aftermath);
}

} // namespace varve
