#include "kernel/migrate/planner.hpp"

#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/statements.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <set>

namespace varve {

namespace {

using State = MigrationStatus::State;

// Throws where there are problems; each is a line "  file:line: sentence".
void refuse(const std::vector<std::string>& problems, std::string_view heading,
            ExitCode exit_code) {
    if (problems.empty()) return;
    std::string sentence(heading);
    for (const std::string& problem : problems) sentence += "\n  " + problem;
    throw MigrationError(sentence, exit_code);
}

std::string at_line(const std::string& origin, const ScriptProblem& problem) {
    return origin + ':' + std::to_string(problem.line) + ": " + problem.sentence;
}

/// Makes steps and gathers all that is wrong with them, so that everything can be said at once.
class StepMaker {
public:
    StepMaker(const Dialect& dialect, const HistoryState& history, const Placeholders& placeholders,
              TransactionScope scope, Effect effect)
        : dialect_(dialect), history_(history), placeholders_(placeholders), scope_(scope),
          effect_(effect) {}

    Step up(const Migration& migration, std::vector<std::string> allows) {
        Step step{.version = migration.version,
                  .name = migration.name,
                  .origin = migration.origin,
                  .direction = Direction::up,
                  .checksums = checksums_of(migration, dialect_, hash_)};
        if (migration.native) return native(std::move(step), migration, *migration.native);
        if (migration.up.fragments.empty() && effect_ == Effect::run)
            problems_.push_back(step.origin + ": there is nothing below '-- varve:up'; write there "
                                              "the statements that make the change");
        if (migration.down)
            step.down = text_for(with_values(step, *migration.down), dialect_.name());
        step.irreversible = migration.irreversible;
        fill(step, with_values(step, migration.up));
        allows.insert(allows.end(), migration.up.allows.begin(), migration.up.allows.end());
        for (const Finding& loss : losses_of(step.statements, allows))
            losses_.push_back(step.origin + ": " + loss.reason + " (rule " + loss.rule + ")");
        return step;
    }

    Step down(const AppliedMigration& applied, const Migration& file) {
        if (!file.native) return down(applied, file.down.value_or(SqlOperation{}), file.origin);
        Step step{.version = applied.version,
                  .name = applied.name,
                  .origin = file.origin,
                  .direction = Direction::down,
                  .checksums = applied.checksums};
        return native(std::move(step), file, *file.native);
    }

    Step down(const AppliedMigration& applied, const SqlOperation& operation, std::string origin) {
        Step step{.version = applied.version,
                  .name = applied.name,
                  .origin = std::move(origin),
                  .direction = Direction::down,
                  .checksums = applied.checksums};
        fill(step, with_values(step, operation));
        step.losses = losses_of(step.statements, {});
        return step;
    }

    void finish() const {
        refuse(problems_, "these migrations cannot be run as they are written; nothing was run",
               ExitCode::usage);
        refuse(history_problems_, "a migration that was begun has changed since; nothing was run",
               ExitCode::history);
        refuse(
            losses_,
            "refused: this would lose data; nothing was run. Agree with '-- varve:allow RULE' in "
            "the migration, or with --allow RULE for this run",
            ExitCode::refused);
    }

private:
    SqlOperation with_values(const Step& step, const SqlOperation& operation) {
        StatementProblems problems;
        SqlOperation result = varve::with_values(operation, placeholders_, problems);
        for (const ScriptProblem& problem : problems)
            problems_.push_back(at_line(step.origin, problem));
        return result;
    }

    Step native(Step step, const Migration& migration, const NativeCode& code) {
        step.native = code;
        step.irreversible = migration.irreversible;
        const bool alone =
            scope_ == TransactionScope::none || migration.up.transaction == TransactionMode::none;
        const bool begun = std::ranges::find(history_.journal, step.version,
                                             &JournalEntry::version) != history_.journal.end();
        if (effect_ == Effect::record)
            step.mode = StepMode::record;
        else if (alone || begun)
            step.mode = StepMode::journal;
        refuse_shared_transaction(step);
        for (const JournalEntry& entry : history_.journal)
            if (entry.version == step.version && entry.statement == 0 &&
                !entry.digest.starts_with("source:"))
                history_problems_.push_back(step.origin + ": was begun in SQL, and is in C++ now");
        return step;
    }

    void refuse_shared_transaction(const Step& step) {
        const bool outside = std::ranges::any_of(step.statements, [](const auto& statement) {
            return statement.traits.scope == Scope::no_effect;
        });
        if (scope_ == TransactionScope::all && (step.mode == StepMode::journal || outside))
            problems_.push_back(step.origin +
                                ": cannot be in one transaction with the others, as --transaction "
                                "all would have it; run without that");
    }

    void fill(Step& step, const SqlOperation& operation) {
        if (effect_ == Effect::record) {
            step.mode = StepMode::record;
            return;
        }
        StatementProblems problems;
        step.statements = read_statements(operation, dialect_, problems);
        const TransactionMode asked_for =
            scope_ == TransactionScope::none ? TransactionMode::none : operation.transaction;
        step.mode = choose_mode(step.statements, asked_for, problems);
        for (const ScriptProblem& problem : problems)
            problems_.push_back(at_line(step.origin, problem));
        refuse_shared_transaction(step);
        resume(step);
    }

    // A migration that was begun statement by statement goes on behind the last statement known as
    // done.
    void resume(Step& step) {
        for (const JournalEntry& entry : history_.journal) {
            if (entry.version != step.version) continue;
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

    const Dialect& dialect_;
    const HistoryState& history_;
    const Placeholders& placeholders_;
    TransactionScope scope_;
    Effect effect_;
    Sha256 hash_;
    std::vector<std::string> problems_, history_problems_, losses_;
};

void check_history(const std::vector<Compared>& migrations, OutOfOrder out_of_order,
                   std::vector<std::string>& warnings) {
    std::vector<std::string> problems;
    for (const auto& [file, applied, begun, state] : migrations) {
        if (state == State::changed)
            problems.push_back(file->origin + ": has changed since it was applied; take the change "
                                              "back and write it as a new migration, or accept it "
                                              "with 'varve repair --checksums'");
        if (state == State::missing)
            problems.push_back(applied->version.text() + ' ' + applied->name +
                               ": is applied and its file is gone; bring the file back, or "
                               "forget the migration with 'varve repair --missing'");
        if (state == State::partial && file == nullptr)
            problems.push_back(begun->version.text() +
                               ": was begun and its file is gone; bring the file back and 'varve "
                               "run' goes on with it, or forget what was begun with 'varve repair "
                               "--missing'");
        if (state == State::late && out_of_order == OutOfOrder::error)
            problems.push_back(file->origin +
                               ": is older than migrations that are applied; give it a "
                               "newer version, or say --out-of-order apply (or skip)");
        if (state == State::late && out_of_order == OutOfOrder::skip)
            warnings.push_back(file->origin +
                               " is older than migrations that are applied, and is left out");
        if (state == State::reformatted)
            warnings.push_back(file->origin +
                               " looks different from what was applied and says the same");
    }
    refuse(problems, "history and files disagree; nothing was run", ExitCode::history);
}

void require_files(const MigrationSet& set, const std::vector<Version>& versions) {
    std::vector<std::string> problems;
    for (const Version& version : versions)
        if (set.find(version) == nullptr)
            problems.push_back(version.text() + ": its file is gone, so it could not be applied "
                                                "again; bring the file back");
    refuse(problems, "history and files disagree; nothing was run", ExitCode::history);
}

bool is_among(const std::vector<Version>& only, const Version& version) {
    return only.empty() || std::ranges::find(only, version) != only.end();
}

// A migration that was begun in the other direction is in neither state; nothing may be built on
// it.
void refuse_half_way(const HistoryState& history, Direction wanted) {
    std::vector<std::string> problems;
    for (const JournalEntry& entry : history.journal) {
        if (entry.direction == wanted) continue;
        const std::string which = entry.version.text() + ": going ";
        problems.push_back(
            wanted == Direction::up
                ? which + "down was begun and not finished; finish it with 'varve revert'"
                : which + "up was begun and not finished; finish it with 'varve run'");
    }
    const auto repeated = std::ranges::unique(problems);
    problems.erase(repeated.begin(), repeated.end());
    refuse(problems, "a migration is half way; nothing was run", ExitCode::history);
}

SqlOperation stored_operation(const std::string& text) {
    // What history keeps has the markers of single statements in it, a first line where it runs
    // without a transaction, and nothing else: see text_for.
    constexpr std::string_view begin = "-- varve:statement begin\n",
                               end = "-- varve:statement end\n";
    SqlOperation operation;
    std::size_t at = 0;
    std::uint32_t line = 1;
    if (text.starts_with(without_transaction)) {
        operation.transaction = TransactionMode::none;
        at = without_transaction.size();
        ++line;
    }
    const auto add = [&](std::size_t until, bool single) {
        const std::string part = text.substr(at, until - at);
        operation.fragments.push_back({.text = part, .line = line, .single = single});
        line += static_cast<std::uint32_t>(std::ranges::count(part, '\n'));
        at = until;
    };
    while (at < text.size()) {
        const std::size_t open = text.find(begin, at);
        if (open == std::string::npos) break;
        add(open, false);
        at += begin.size();
        ++line;
        add(std::min(text.find(end, at), text.size()), true);
        at = std::min(at + end.size(), text.size());
        ++line;
    }
    if (at < text.size()) add(text.size(), false);
    return operation;
}

std::string no_way_down(const AppliedMigration& applied, const std::string& reason) {
    const std::string which = applied.version.text() + ' ' + applied.name;
    if (reason.empty() && applied.kind == "native")
        return which + ": was written in C++, and the library with its way down is not here; "
                       "revert with the build that has it";
    if (reason.empty()) return which + ": has no 'varve:down' section";
    return which + ": cannot be reverted: " + reason;
}

// A down that was never written would be taken for one that worked.
bool does_nothing(const Step& step) {
    return step.mode != StepMode::record && step.statements.empty() && !step.native;
}

bool does_something(const SqlOperation& operation, const Dialect& dialect) {
    StatementProblems ignored;
    return !read_statements(operation, dialect, ignored).empty();
}

} // namespace

Plan plan_up(const MigrationSet& set, const HistoryState& history, const Dialect& dialect,
             const UpRequest& request, const Placeholders& placeholders) {
    Plan plan{
        .direction = Direction::up, .scope = request.scope, .dialect = std::string(dialect.name())};
    const std::vector<Compared> migrations = compare_all(set, history, dialect);
    refuse_half_way(history, Direction::up);
    require_files(set, request.only);
    check_history(migrations, request.out_of_order, plan.warnings);
    StepMaker maker(dialect, history, placeholders, request.scope, request.effect);
    for (const auto& [file, applied, begun, state] : migrations) {
        const bool wanted = state == State::pending || state == State::partial ||
                            (state == State::late && request.out_of_order == OutOfOrder::apply);
        if (!wanted || !is_among(request.only, file->version)) continue;
        if (request.target && *request.target < file->version) continue;
        if (request.steps && plan.steps.size() == *request.steps) break;
        plan.steps.push_back(maker.up(*file, request.allows));
    }
    maker.finish();
    if (!plan.empty()) plan.history = history.fingerprint();
    return plan;
}

Plan plan_down(const MigrationSet& set, const HistoryState& history, const Dialect& dialect,
               const DownRequest& request, const StoredDowns& stored,
               const Placeholders& placeholders) {
    Plan plan{.direction = Direction::down,
              .scope = request.scope,
              .dialect = std::string(dialect.name())};
    if (request.target && history.find(*request.target) == nullptr)
        throw MigrationError("migration " + request.target->text() +
                                 " is not applied, so nothing can be reverted back to it",
                             ExitCode::usage);
    refuse_half_way(history, Direction::down);
    StepMaker maker(dialect, history, placeholders, request.scope, request.effect);
    std::vector<std::string> stuck;
    Sha256 hash;
    for (auto applied = history.applied.rbegin(); applied != history.applied.rend(); ++applied) {
        if (request.target && applied->version == *request.target) break;
        if (request.steps && plan.steps.size() + stuck.size() == *request.steps) break;
        const Migration* const file = set.find(applied->version);
        const bool use_file =
            file != nullptr && compare_texts(*file, *applied, dialect, hash) != State::changed;
        if (use_file && (file->down || request.effect == Effect::record)) {
            Step step = maker.down(*applied, *file);
            if (does_nothing(step) && does_something(file->up, dialect))
                stuck.push_back(file->origin + ": has nothing below 'varve:down' for " +
                                std::string(dialect.name()));
            else
                plan.steps.push_back(std::move(step));
            continue;
        }
        const std::optional<StoredDown> kept =
            use_file ? StoredDown{"", file->irreversible, file->name} : stored(applied->version);
        if (request.effect == Effect::run && (!kept || kept->text.empty())) {
            stuck.push_back(no_way_down(*applied, kept ? kept->irreversible : ""));
            continue;
        }
        if (file == nullptr || !use_file)
            plan.warnings.push_back(applied->version.text() + ' ' + applied->name +
                                    " is reverted with the down that history keeps");
        Step step = maker.down(*applied, stored_operation(kept ? kept->text : ""), "history");
        if (does_nothing(step)) {
            stuck.push_back(applied->version.text() + ' ' + applied->name +
                            ": the down that history keeps has no statement for " +
                            std::string(dialect.name()));
            continue;
        }
        plan.steps.push_back(std::move(step));
    }
    refuse(stuck, "refused: there is no way down; nothing was run", ExitCode::refused);
    maker.finish();
    if (!plan.empty()) plan.history = history.fingerprint();
    return plan;
}

} // namespace varve
