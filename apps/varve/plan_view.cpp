#include "apps/varve/plan_view.hpp"

#include "kernel/migrate/statements.hpp"
#include "varve/secret.hpp"

namespace varve {

namespace {

std::string_view locks(LockLevel level) {
    switch (level) {
    case LockLevel::none: return "";
    case LockLevel::blocks_schema: return "other schema changes wait";
    case LockLevel::blocks_writes: return "writes wait";
    case LockLevel::blocks_all: break;
    }
    return "reads and writes wait";
}

// What the server did goes before what the rules say of it.
std::string conduct(const PlannedStatement& statement) {
    const auto& [method, lock, objection] =
        statement.execution.value_or(Execution{.lock = statement.traits.lock});
    std::string text(locks(method.empty() ? statement.traits.lock : lock));
    for (const std::string& more : {method, objection})
        if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
    return text;
}

// It does not know how to be dropped, or shall not be.
bool is_only_forgotten(const Step& step) {
    return step.repeatable && step.direction == Direction::down && step.mode == StepMode::record;
}

std::string_view deed(const Step& step) {
    if (is_only_forgotten(step)) return "forget ";
    if (step.direction == Direction::up) return "apply ";
    return step.repeatable ? "drop " : "revert ";
}

std::string_view how(const Step& step) {
    if (is_only_forgotten(step)) return "what it made stays";
    if (step.joined) return "in the same transaction";
    switch (step.mode) {
    case StepMode::transaction: return "in a transaction";
    case StepMode::journal:
        return step.native ? "outside a transaction"
                           : "statement by statement, outside a transaction";
    case StepMode::record: break;
    }
    return "only recorded";
}

} // namespace

std::string plan_text(const Plan& plan, const Terminal& terminal) {
    std::string text;
    for (const Step& step : plan.steps) {
        text += terminal.styled(std::string(deed(step)) + step.version.text() + ' ' + step.name,
                                Style::strong) +
                "  " +
                terminal.styled(std::string(how(step)) + ", from " + step.origin, Style::faint) +
                '\n';
        if (step.native) text += "    in C++, " + step.checksums.bytes + '\n';
        std::vector<std::vector<std::string>> rows;
        for (std::size_t i = 0; i < step.statements.size(); ++i) {
            const PlannedStatement& statement = step.statements[i];
            const std::string state = i < step.resume_at ? "done already" : conduct(statement);
            rows.push_back({"   ", "line " + std::to_string(statement.source.line),
                            statement.traits.summary, terminal.styled(state, Style::faint)});
        }
        for (const PlannedStatement& expectation : step.expectations) {
            const ScriptStatement& source = expectation.source;
            rows.push_back({"   ", "line " + std::to_string(source.line),
                            source.text.substr(0, source.text.find('\n')),
                            terminal.styled("must be true then", Style::faint)});
        }
        text += table(rows);
        for (const Finding& loss : step.losses)
            text += "    " + terminal.styled("loses: " + loss.reason, Style::bad) + '\n';
    }
    return redacted(text);
}

std::string plan_sql(const Plan& plan) {
    std::string text;
    for (const Step& step : plan.steps) {
        text += "-- " + step.version.text() + ' ' + step.name + ", " + std::string(how(step)) +
                ", from " + step.origin + '\n';
        if (step.native) text += "-- in C++, " + step.checksums.bytes + '\n';
        for (const PlannedStatement& statement : step.statements) {
            text += with_semicolon(statement.source.text) + '\n';
            if (statement.source.input) text += *statement.source.input + "\\.\n";
        }
        for (const PlannedStatement& expectation : step.expectations)
            text += "-- must be true then:\n" + with_semicolon(expectation.source.text) + '\n';
        text += '\n';
    }
    return redacted(text);
}

} // namespace varve
