#include "kernel/migrate/run_context.hpp"

#include "kernel/migrate/statements.hpp"

namespace varve {

std::string text_of(const Step& step) {
    std::string text = step.native ? "-- C++: " + step.checksums.bytes + '\n' : std::string();
    for (const PlannedStatement& statement : step.statements) {
        text += with_semicolon(statement.source.text);
        text += '\n';
        if (statement.source.input)
            text += "-- " + std::to_string(statement.source.input->size()) + " bytes of rows\n";
    }
    return text;
}

bool says_yes(const Reply& reply) {
    const Cell answer = reply.rows.empty() ? Cell() : reply.rows.front().front().cell();
    if (answer.kind() == Kind::integer) return answer.as_integer() != 0;
    return !answer.is_null() && answer.as_boolean();
}

LockLost lock_lost() {
    return LockLost("another run is at work in this database, though this one holds the migration "
                    "lock; the next run goes on from here");
}

Transaction begin_part(RunContext& context, std::vector<Statement> before) {
    std::vector<Statement> opening;
    if (auto guard = context.lock.guard()) opening.push_back(std::move(*guard));
    try {
        return Transaction(context.connection,
                           {.access = Access::write, .before = std::move(before)},
                           std::move(opening), [](std::size_t, const Reply& reply) {
                               if (!says_yes(reply)) throw lock_lost();
                           });
    } catch (const LockLost&) {
        context.lock.verify(); // which may know why
        throw;
    }
}

std::vector<Statement> session_limits(const RunContext& context) {
    std::vector<Statement> limits;
    if (!context.connection.owns_session() || context.limits_are_kept) return limits;
    const Dialect& dialect = context.connection.dialect();
    for (std::string& text :
         dialect.set_lock_timeout(context.timeouts.lock.count(), Lasts::session))
        limits.push_back({std::move(text)});
    for (std::string& text :
         dialect.set_statement_timeout(context.timeouts.statement.count(), Lasts::session))
        limits.push_back({std::move(text)});
    return limits;
}

void keep_session_limits(RunContext& context) {
    if (!context.connection.owns_session()) return;
    context.limits_are_kept = context.connection.keep_limits(session_limits(context));
}

void set_session_limits(RunContext& context) {
    context.connection.execute_all(session_limits(context));
}

std::vector<Statement> recording_statements(RunContext& context, const Step& step,
                                            const StepPlace& place) {
    const bool up = step.direction == Direction::up;
    const bool recorded_only = step.mode == StepMode::record;
    const std::int64_t elapsed = place.elapsed_ms();
    const std::string_view kind = step.repeatable ? repeatable_kind
                                  : recorded_only ? "fake"
                                  : step.native   ? "native"
                                                  : "sql";
    const char* const event = recorded_only ? "fake" : up ? "applied" : "reverted";
    Statement logged = context.history.log(
        {.event = event, .step = &step, .duration_ms = elapsed, .text = text_of(step)},
        context.identity);
    std::vector<Statement> statements;
    statements.reserve(4);
    // A step that is only recorded may have been half way too.
    if (step.mode != StepMode::transaction)
        statements.push_back(context.journal.clear(step.version));
    if (!up || step.again) statements.push_back(context.history.remove(step.version));
    if (up)
        statements.push_back(
            context.history.insert(step, place.ordinal, kind, elapsed, context.identity));
    statements.push_back(std::move(logged));
    return statements;
}

} // namespace varve
