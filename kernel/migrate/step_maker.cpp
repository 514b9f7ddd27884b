#include "kernel/migrate/step_maker.hpp"

#include "kernel/migrate/checksums.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>

namespace varve {

namespace {

const std::vector<std::string> guarded_rules{
    "all",           "delete-without-where", "drop-cascade",   "drop-column",
    "drop-database", "drop-owned",           "drop-partition", "drop-schema",
    "drop-table",    "narrowing-type",       "truncate",       std::string(fewer_rows_rule)};

std::string at_line(const std::string& origin, const ScriptProblem& problem) {
    return origin + ':' + std::to_string(problem.line) + ": " + problem.sentence;
}

} // namespace

void refuse(const std::vector<std::string>& problems, std::string_view heading,
            ExitCode exit_code) {
    if (problems.empty()) return;
    std::string sentence(heading);
    for (const std::string& problem : problems) sentence += "\n  " + problem;
    throw MigrationError(sentence, exit_code);
}

bool has_part_outside(const Step& step) {
    return std::ranges::any_of(step.statements, [](const PlannedStatement& statement) {
        return statement.traits.scope == Scope::no_effect;
    });
}

StepMaker::StepMaker(const PlanningFacts& facts, TransactionScope scope, Effect effect)
    : facts_(facts), scope_(scope), effect_(effect), rules_(guarded_rules) {}

Step StepMaker::up(const Migration& migration, std::vector<std::string> allows) {
    Step step{.version = migration.version,
              .name = migration.name,
              .origin = migration.origin,
              .direction = Direction::up,
              .irreversible = migration.irreversible,
              .repeatable = migration.repeatable.has_value(),
              .fewer_rows = permits(migration.up.allows, fewer_rows_rule)};
    if (migration.native) {
        step.checksums = checksums_of(migration, facts_.dialect, hash_);
        return native(std::move(step), migration, *migration.native);
    }
    if (migration.up.fragments.empty() && effect_ == Effect::run)
        problems_.push_back(step.origin + ": there is nothing below '-- varve:up'; write there "
                                          "the statements that make the change");
    if (migration.down)
        step.down = text_for(with_values(step, *migration.down), facts_.dialect.name());
    const SqlOperation operation = with_values(step, migration.up);
    step.checksums =
        checksums_of(migration.repeatable ? operation : migration.up, facts_.dialect, hash_);
    fill(step, operation);
    require_rules(migration.up.allows, step.origin + ": 'varve:allow'");
    allows.insert(allows.end(), migration.up.allows.begin(), migration.up.allows.end());
    guard(step, allows);
    return step;
}

void StepMaker::guard(const Step& step, const std::vector<std::string>& allowed) {
    for (const Finding& loss : losses_of(step.statements, allowed))
        losses_.push_back(step.origin + ": " + loss.reason + " (rule " + loss.rule + ")");
}

void StepMaker::require_rules(const std::vector<std::string>& words, const std::string& where) {
    for (const std::string& word : words) {
        if (effect_ == Effect::record || std::ranges::find(rules_, word) != rules_.end()) continue;
        std::string hint = suggestion(word, rules_);
        if (hint.empty())
            for (const std::string& rule : guarded_rules)
                hint += (hint.empty() ? "; those are " : ", ") + rule;
        problems_.push_back(where + ": there is no rule '" + word + '\'' + hint);
    }
}

Step StepMaker::down(const AppliedMigration& applied, const Migration& file) {
    if (!file.native) return down(applied, file.down.value_or(SqlOperation{}), file.origin);
    Step step{.version = applied.version,
              .name = applied.name,
              .origin = file.origin,
              .direction = Direction::down,
              .checksums = applied.checksums};
    return native(std::move(step), file, *file.native);
}

Step StepMaker::down(const AppliedMigration& applied, const SqlOperation& operation,
                     std::string origin) {
    Step step{.version = applied.version,
              .name = applied.name,
              .origin = std::move(origin),
              .direction = Direction::down,
              .checksums = applied.checksums,
              .repeatable = applied.kind == repeatable_kind};
    fill(step, with_values(step, operation));
    step.losses = losses_of(step.statements, {});
    return step;
}

void StepMaker::finish() const {
    refuse(problems_, "these migrations cannot be run as they are written; nothing was run",
           ExitCode::usage);
    refuse(history_problems_, "a migration that was begun has changed since; nothing was run",
           ExitCode::history);
    refuse(losses_,
           "refused: this would lose data; nothing was run. Agree with '-- varve:allow RULE' in "
           "the migration, or with --allow RULE for this run",
           ExitCode::refused);
}

SqlOperation StepMaker::with_values(const Step& step, const SqlOperation& operation) {
    StatementProblems problems;
    SqlOperation result = varve::with_values(operation, facts_.placeholders, problems);
    for (const ScriptProblem& problem : problems)
        problems_.push_back(at_line(step.origin, problem));
    return result;
}

Step StepMaker::native(Step step, const Migration& migration, const NativeCode& code) {
    const std::vector<JournalEntry>& journal = facts_.history.journal;
    step.native = code;
    step.irreversible = migration.irreversible;
    const bool alone =
        scope_ == TransactionScope::none || migration.up.transaction == TransactionMode::none;
    const bool begun =
        std::ranges::find(journal, step.version, &JournalEntry::version) != journal.end();
    if (effect_ == Effect::record)
        step.mode = StepMode::record;
    else if (alone || begun)
        step.mode = StepMode::journal;
    refuse_shared_transaction(step);
    for (const JournalEntry& entry : journal)
        if (entry.version == step.version && entry.statement == 0 &&
            !entry.digest.starts_with("source:"))
            history_problems_.push_back(step.origin + ": was begun in SQL, and is in C++ now");
    return step;
}

void StepMaker::refuse_shared_transaction(const Step& step) {
    if (scope_ == TransactionScope::all &&
        (step.mode == StepMode::journal || has_part_outside(step)))
        problems_.push_back(step.origin +
                            ": cannot be in one transaction with the others, as --transaction "
                            "all would have it; run without that");
}

Alone StepMaker::alone(const Step& step, const SqlOperation& operation) const {
    if (operation.transaction == TransactionMode::none) return Alone::always;
    if (step.repeatable) return Alone::never;
    return scope_ == TransactionScope::none ? Alone::always : Alone::if_needed;
}

void StepMaker::fill(Step& step, const SqlOperation& operation) {
    if (effect_ == Effect::record) {
        step.mode = StepMode::record;
        return;
    }
    StatementProblems problems;
    step.statements = read_statements(operation, facts_.dialect, problems);
    step.expectations = read_expectations(operation, facts_.dialect, problems);
    step.mode = choose_mode(step.statements, alone(step, operation), facts_.dialect, problems);
    if (step.repeatable && step.mode == StepMode::journal &&
        facts_.dialect.supports(Feature::transactional_ddl))
        problems.emplace_back(step.statements.empty() ? 1 : step.statements.front().source.line,
                              "a repeatable migration is one transaction, and this cannot be in "
                              "one; make a migration with a version of it");
    for (const ScriptProblem& problem : problems)
        problems_.push_back(at_line(step.origin, problem));
    for (const PlannedStatement& statement : step.statements)
        for (const Finding& loss : statement.traits.losses) rules_.push_back(loss.rule);
    refuse_shared_transaction(step);
    resume(step);
}

// A migration that was begun statement by statement goes on behind the last statement known as
// done.
void StepMaker::resume(Step& step) {
    for (const JournalEntry& entry : facts_.history.journal) {
        if (entry.version != step.version || entry.direction != step.direction) continue;
        // Whoever takes the transaction back from a migration that was begun without one.
        if (step.mode == StepMode::transaction) step.mode = StepMode::journal;
        const bool same =
            entry.statement < step.statements.size() &&
            Journal::digest(step.statements[entry.statement].source.text) == entry.digest;
        if (!same)
            history_problems_.push_back(step.origin + ": statement " +
                                        std::to_string(entry.statement + 1) +
                                        " is not the one that was run");
        if (entry.state == JournalEntry::State::done)
            step.resume_at = std::max(step.resume_at, entry.statement + 1);
    }
}

} // namespace varve
