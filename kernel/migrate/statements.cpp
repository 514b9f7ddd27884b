#include "kernel/migrate/statements.hpp"

#include "varve/db/lexer.hpp"
#include "varve/migration/migration.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

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
        if (fragment.expectation || !concerns(fragment.dialects, dialect.name())) continue;
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

std::vector<PlannedStatement> read_expectations(const SqlOperation& operation,
                                                const Dialect& dialect,
                                                StatementProblems& problems) {
    std::vector<PlannedStatement> expectations;
    for (const SqlFragment& fragment : operation.fragments) {
        if (!fragment.expectation || !concerns(fragment.dialects, dialect.name())) continue;
        Script script = dialect.split(fragment.text, fragment.line);
        std::ranges::move(script.problems, std::back_inserter(problems));
        if (script.statements.size() != 1) {
            problems.push_back({fragment.line, "what is expected is one query, and these are " +
                                                   std::to_string(script.statements.size())});
            continue;
        }
        ScriptStatement& query = script.statements.front();
        StatementTraits traits = dialect.classify(query);
        if (traits.kind != StatementTraits::Kind::query || traits.scope != Scope::transactional)
            problems.push_back({query.line, "'" + traits.summary +
                                                "' is no query: what is expected is asked for and "
                                                "changes nothing, as in 'varve:expect SELECT "
                                                "count(*) = 0 FROM users WHERE email IS NULL'"});
        expectations.push_back({std::move(query), std::move(traits)});
    }
    return expectations;
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

void refuse_control(const std::vector<PlannedStatement>& statements, Alone alone,
                    StatementProblems& problems) {
    const char* const otherwise = alone == Alone::never
                                      ? ""
                                      : ", or write 'transaction=none' behind 'varve:up' to manage "
                                        "transactions yourself";
    for (const PlannedStatement& statement : statements)
        if (statement.traits.scope == Scope::control)
            problems.push_back({statement.source.line,
                                "'" + statement.traits.summary +
                                    "' is varve's to say: each migration is one transaction; take "
                                    "it out" +
                                    otherwise});
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

bool starts_with_word(const PlannedStatement& statement, std::string_view word) {
    return same_word(std::string_view(statement.source.text).substr(0, word.size()), word);
}

// Where a migration runs statement by statement, the next run may have to go on with a session that
// is another one.
void refuse_temporary(const std::vector<PlannedStatement>& statements,
                      StatementProblems& problems) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
        if (begins_transaction(statements[i])) i = end_of_transaction(statements, i);
        if (i >= statements.size()) return;
        if (statements[i].traits.temporary)
            problems.push_back(
                {statements[i].source.line,
                 "'" + statements[i].traits.summary +
                     "' makes or needs something that ends with the session, and this migration "
                     "runs statement by statement: if it is interrupted, the next run could not go "
                     "on with it; use an ordinary object and drop it at the end, or write "
                     "'transaction=none' behind 'varve:up' and begin and commit a transaction "
                     "around what belongs together"});
    }
}

void check_own_transactions(const std::vector<PlannedStatement>& statements,
                            StatementProblems& problems) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
        if (statements[i].traits.scope != Scope::control) continue;
        if (!begins_transaction(statements[i])) {
            problems.push_back({statements[i].source.line, "'" + statements[i].traits.summary +
                                                               "' ends a transaction, and none was "
                                                               "begun"});
            continue;
        }
        const std::size_t end = end_of_transaction(statements, i);
        const auto outside =
            std::find_if(statements.begin() + static_cast<std::ptrdiff_t>(i),
                         statements.begin() + static_cast<std::ptrdiff_t>(end), is_outside);
        if (outside - statements.begin() < static_cast<std::ptrdiff_t>(end))
            problems.push_back({outside->source.line,
                                "'" + outside->traits.summary +
                                    "' cannot be in a transaction, and would end the one that "
                                    "begins in line " +
                                    std::to_string(statements[i].source.line) +
                                    "; take it out of there"});
        if (end == statements.size())
            problems.push_back({statements[i].source.line, "this transaction is never committed"});
        else if (begins_transaction(statements[end]))
            problems.push_back({statements[end].source.line,
                                "a transaction is begun in the one that begins in line " +
                                    std::to_string(statements[i].source.line)});
        i = end;
    }
}

} // namespace

bool begins_transaction(const PlannedStatement& statement) {
    return statement.traits.scope == Scope::control &&
           (starts_with_word(statement, "BEGIN") || starts_with_word(statement, "START"));
}

bool ends_with_rollback(const PlannedStatement& statement) {
    return starts_with_word(statement, "ROLLBACK") || starts_with_word(statement, "ABORT");
}

std::size_t end_of_transaction(std::span<const PlannedStatement> statements, std::size_t first) {
    for (std::size_t index = first + 1; index < statements.size(); ++index)
        if (statements[index].traits.scope == Scope::control) return index;
    return statements.size();
}

StepMode choose_mode(const std::vector<PlannedStatement>& statements, Alone alone,
                     const Dialect& dialect, StatementProblems& problems) {
    if (alone == Alone::always) {
        check_own_transactions(statements, problems);
        refuse_temporary(statements, problems);
        return StepMode::journal;
    }
    const auto outside = std::ranges::find_if(statements, is_outside);
    const auto inside = std::ranges::find_if(statements, needs_transaction);
    refuse_control(statements, alone, problems);
    if (outside == statements.end()) {
        refuse_ineffective(statements, problems);
        return StepMode::transaction;
    }
    // Where DDL commits by itself, both kinds stand side by side in every second migration.
    if (alone != Alone::never && inside != statements.end() &&
        dialect.supports(Feature::transactional_ddl))
        problems.push_back({outside->source.line,
                            "'" + outside->traits.summary + "' cannot run in a transaction, and '" +
                                inside->traits.summary + "' (line " +
                                std::to_string(inside->source.line) +
                                ") should be in one; put them into two migrations, or write "
                                "'transaction=none' behind 'varve:up' if each may stand alone"});
    refuse_temporary(statements, problems);
    return StepMode::journal;
}

bool permits(const std::vector<std::string>& allowed, std::string_view rule) {
    return std::ranges::any_of(
        allowed, [&](const std::string& word) { return word == rule || word == "all"; });
}

std::vector<Finding> losses_of(const std::vector<PlannedStatement>& statements,
                               const std::vector<std::string>& allowed) {
    std::vector<Finding> losses;
    std::set<std::string> made_here;
    for (const PlannedStatement& statement : statements) {
        for (const Finding& finding : statement.traits.losses)
            if (!permits(allowed, finding.rule) && !made_here.contains(finding.object))
                losses.push_back(finding);
        if (statement.traits.renames) made_here.clear(); // names are not what they were
        if (!statement.traits.creates.empty()) made_here.insert(statement.traits.creates);
    }
    return losses;
}

std::string with_semicolon(std::string_view statement) {
    std::string text;
    text.reserve(statement.size() + 2);
    text = statement;
    if (text.ends_with(';')) return text;
    const std::size_t last_line = text.rfind('\n') + 1; // 0 where there is one line only
    if (text.find("--", last_line) != std::string::npos) text += '\n';
    return text += ';';
}

namespace {

// How a fragment is marked that is more than a stretch of SQL.
struct Mark {
    bool SqlFragment::*kind;
    std::string_view begin, end;
};
constexpr std::array marks{
    Mark{&SqlFragment::single, "-- varve:statement begin\n", "-- varve:statement end\n"},
    Mark{&SqlFragment::expectation, "-- varve:expect begin\n", "-- varve:expect end\n"},
};

// The first in `text` from `from` on, and where.
std::pair<const Mark*, std::size_t> next_mark(std::string_view text, std::size_t from) {
    std::pair<const Mark*, std::size_t> first{nullptr, text.size()};
    for (const Mark& mark : marks)
        if (const std::size_t at = text.find(mark.begin, from); at < first.second)
            first = {&mark, at};
    return first;
}

} // namespace

std::string text_for(const SqlOperation& operation, std::string_view dialect) {
    std::string text;
    for (const SqlFragment& fragment : operation.fragments) {
        if (!concerns(fragment.dialects, dialect)) continue;
        if (text.empty() && operation.transaction == TransactionMode::none)
            text = without_transaction;
        const auto mark =
            std::ranges::find_if(marks, [&](const Mark& one) { return fragment.*one.kind; });
        if (mark != marks.end()) text += mark->begin;
        text += fragment.text;
        if (!text.ends_with('\n')) text += '\n';
        if (mark != marks.end()) text += mark->end;
    }
    return text;
}

SqlOperation stored_operation(const std::string& text) {
    // What history keeps has the marks in it, a first line where it runs without a transaction, and
    // nothing else: see text_for.
    SqlOperation operation;
    std::size_t at = 0;
    std::uint32_t line = 1;
    if (text.starts_with(without_transaction)) {
        operation.transaction = TransactionMode::none;
        at = without_transaction.size();
        ++line;
    }
    const auto add = [&](std::size_t until) -> SqlFragment& {
        const std::string part = text.substr(at, until - at);
        operation.fragments.push_back({.text = part, .line = line});
        line += static_cast<std::uint32_t>(std::ranges::count(part, '\n'));
        at = until;
        return operation.fragments.back();
    };
    while (at < text.size()) {
        const auto [mark, open] = next_mark(text, at);
        if (mark == nullptr) break;
        add(open);
        at += mark->begin.size();
        ++line;
        add(std::min(text.find(mark->end, at), text.size())).*(mark->kind) = true;
        at = std::min(at + mark->end.size(), text.size());
        ++line;
    }
    if (at < text.size()) add(text.size());
    return operation;
}

} // namespace varve
