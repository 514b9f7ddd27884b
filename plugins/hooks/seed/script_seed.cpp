#include "script_seed.hpp"

namespace varve::seed {

namespace {

void require_transactional(const Dialect& dialect, const Script& script, const std::string& file) {
    for (const ScriptProblem& problem : script.problems)
        throw Error(file + ':' + std::to_string(problem.line) + ": " + problem.sentence);
    for (const ScriptStatement& statement : script.statements)
        if (const StatementTraits traits = dialect.classify(statement);
            traits.scope != Scope::transactional)
            throw Error(file + ':' + std::to_string(statement.line) + ": " +
                        (traits.summary.empty() ? "this" : traits.summary) +
                        " cannot be in the transaction in which a seed runs; it belongs in a "
                        "migration");
}

} // namespace

std::uint64_t run_script(Connection& connection, const std::string& file, std::string_view text) {
    const Script script = connection.dialect().split(text, 1);
    require_transactional(connection.dialect(), script, file);
    std::uint64_t changed = 0;
    for (const ScriptStatement& statement : script.statements) try {
            changed += connection.execute(
                {.text = statement.text, .input = statement.input, .opaque = true});
        } catch (const DatabaseError& error) {
            const auto& facts = error.facts();
            throw Error(file + ':' + std::to_string(statement.line) + ": " + facts.message +
                        (facts.detail.empty() ? "" : ": " + facts.detail));
        }
    return changed;
}

} // namespace varve::seed
