#include "kernel/migrate/statements.hpp"

#include "varve/migration/migration.hpp"

#include <algorithm>
#include <set>

namespace varve {

std::vector<PlannedStatement> read_statements(const SqlOperation& operation, const Dialect& dialect,
                                              StatementProblems& problems) {
    std::vector<PlannedStatement> statements;
    const auto add = [&](ScriptStatement statement) {
        StatementTraits traits = dialect.classify(statement);
        if (traits.scope == Scope::forbidden)
            problems.push_back({statement.line, traits.objection});
        statements.push_back({std::move(statement), std::move(traits)});
    };
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect.name())) continue;
        if (fragment.single) {
            add({fragment.text, fragment.line});
            continue;
        }
        Script script = dialect.split(fragment.text, fragment.line);
        std::ranges::move(script.problems, std::back_inserter(problems));
        for (ScriptStatement& statement : script.statements) add(std::move(statement));
    }
    return statements;
}

namespace {

bool is_outside(const PlannedStatement& statement) {
    return statement.traits.scope == Scope::outside;
}

// Statements about the session only can go along with either kind.
bool needs_transaction(const PlannedStatement& statement) {
    return statement.traits.scope == Scope::transactional &&
           statement.traits.kind != StatementTraits::Kind::setting &&
           statement.traits.kind != StatementTraits::Kind::query;
}

void refuse_control(const std::vector<PlannedStatement>& statements, StatementProblems& problems) {
    for (const PlannedStatement& statement : statements)
        if (statement.traits.scope == Scope::control)
            problems.push_back(
                {statement.source.line,
                 "'" + statement.traits.summary +
                     "' is varve's to say: each migration is one transaction; take it "
                     "out, or write 'transaction=none' behind 'varve:up' to "
                     "manage transactions yourself"});
}

// Ignored inside a transaction: fine before its first and after its last statement, where they are
// run outside; in between nobody could say what the author meant.
void refuse_ineffective(const std::vector<PlannedStatement>& statements,
                        StatementProblems& problems) {
    const auto has_effect = [](const PlannedStatement& statement) {
        return statement.traits.scope != Scope::no_effect;
    };
    const auto first = std::ranges::find_if(statements, has_effect);
    const auto last = std::find_if(statements.rbegin(), statements.rend(), has_effect).base();
    for (auto it = first; it < last; ++it)
        if (!has_effect(*it))
            problems.push_back(
                {it->source.line, "'" + it->traits.summary +
                                      "' has no effect inside a transaction; put it "
                                      "before the first statement of the migration or "
                                      "after the last, where it is run outside"});
}

} // namespace

StepMode choose_mode(const std::vector<PlannedStatement>& statements, TransactionMode asked_for,
                     StatementProblems& problems) {
    if (asked_for == TransactionMode::none) return StepMode::journal;
    const auto outside = std::ranges::find_if(statements, is_outside);
    const auto inside = std::ranges::find_if(statements, needs_transaction);
    refuse_control(statements, problems);
    if (outside == statements.end()) {
        refuse_ineffective(statements, problems);
        return StepMode::transaction;
    }
    if (inside != statements.end())
        problems.push_back({outside->source.line,
                            "'" + outside->traits.summary + "' cannot run in a transaction, and '" +
                                inside->traits.summary + "' (line " +
                                std::to_string(inside->source.line) +
                                ") should be in one; put them into two migrations, or write "
                                "'transaction=none' behind 'varve:up' if each may stand alone"});
    return StepMode::journal;
}

std::vector<Finding> losses_of(const std::vector<PlannedStatement>& statements,
                               const std::vector<std::string>& allowed) {
    const auto is_allowed = [&](const std::string& rule) {
        return std::ranges::any_of(
            allowed, [&](const std::string& word) { return word == rule || word == "all"; });
    };
    std::vector<Finding> losses;
    std::set<std::string> made_here;
    for (const PlannedStatement& statement : statements) {
        for (const Finding& finding : statement.traits.losses)
            if (!is_allowed(finding.rule) && !made_here.contains(finding.object))
                losses.push_back(finding);
        if (!statement.traits.creates.empty()) made_here.insert(statement.traits.creates);
    }
    return losses;
}

std::string text_for(const SqlOperation& operation, std::string_view dialect) {
    std::string text;
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect)) continue;
        if (fragment.single) text += "-- varve:statement begin\n";
        text += fragment.text;
        if (!text.ends_with('\n')) text += '\n';
        if (fragment.single) text += "-- varve:statement end\n";
    }
    return text;
}

} // namespace varve
