#include "kernel/migrate/planner.hpp"

#include "kernel/migrate/repeatables.hpp"
#include "kernel/migrate/step_maker.hpp"

#include <algorithm>

namespace varve {

namespace {

using State = MigrationStatus::State;

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
        if (set.find(version) == nullptr && set.find_repeatable(version) == nullptr)
            problems.push_back(version.text() + ": its file is gone, so it could not be applied "
                                                "again; bring the file back");
    refuse(problems, "history and files disagree; nothing was run", ExitCode::history);
}

bool is_among(const std::vector<Version>& only, const Version& version) {
    return only.empty() || std::ranges::find(only, version) != only.end();
}

// A migration that was begun in the other direction is in neither state; nothing may be built on
// it. A repeatable one is dropped and made anew.
void refuse_half_way(const MigrationSet& set, const HistoryState& history, Direction wanted) {
    std::vector<std::string> problems;
    for (const JournalEntry& entry : history.journal) {
        if (entry.direction == wanted || is_repeatable(entry.version, set, history)) continue;
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

std::string no_way_down(const AppliedMigration& applied, const Migration* file,
                        const std::string& reason) {
    const std::string which = applied.version.text() + ' ' + applied.name;
    if (reason.empty() && applied.kind == "native" && file != nullptr)
        return which + ": was written in C++, and its code has changed since it was applied, so "
                       "its way down may not fit; revert with the build that applied it";
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

// What the whole run has leave for; a migration may have it for itself.
void give_leave(Plan& plan, const std::vector<std::string>& allows) {
    if (!permits(allows, fewer_rows_rule)) return;
    for (Step& step : plan.steps) step.fewer_rows = true;
}

} // namespace

Plan plan_up(const PlanningFacts& facts, const UpRequest& request) {
    Plan plan{.direction = Direction::up,
              .scope = request.scope,
              .dialect = std::string(facts.dialect.name())};
    const std::vector<Compared> migrations =
        compare_all(facts.migrations, facts.history, facts.dialect);
    refuse_half_way(facts.migrations, facts.history, Direction::up);
    require_files(facts.migrations, request.only);
    check_history(migrations, request.out_of_order, plan.warnings);
    StepMaker maker(facts, request.scope, request.effect);
    for (const auto& [file, applied, begun, state] : migrations) {
        const bool wanted = state == State::pending || state == State::partial ||
                            (state == State::late && request.out_of_order == OutOfOrder::apply);
        if (!wanted || !is_among(request.only, file->version)) continue;
        if (request.target && *request.target < file->version) continue;
        if (request.steps && plan.steps.size() == *request.steps) break;
        plan.steps.push_back(maker.up(*file, request.allows));
    }
    if (!request.target && !request.steps) add_repeatables(plan, facts, request, maker);
    maker.require_rules(request.allows, "--allow");
    maker.finish();
    give_leave(plan, request.allows);
    if (!plan.empty()) plan.history = facts.history.fingerprint();
    return plan;
}

namespace {

/// Decides how each migration is taken back, and gathers those that cannot be.
class DownPlanner {
public:
    DownPlanner(const PlanningFacts& facts, const DownRequest& request, Plan& plan,
                StepMaker& maker)
        : facts_(facts), request_(request), plan_(plan), maker_(maker) {}

    void take_back(const AppliedMigration& applied) {
        const Migration* const file = facts_.migrations.find(applied.version);
        const bool use_file = file != nullptr && compare_texts(*file, applied, facts_.dialect,
                                                               hash_) != State::changed;
        if (use_file && (file->down || request_.effect == Effect::record))
            return by_file(applied, *file);
        by_history(applied,
                   use_file ? StoredDown{"", file->irreversible, file->name}
                            : facts_.stored_down(applied.version),
                   use_file ? "" : " is reverted with the down that history keeps");
    }

    std::size_t count() const { return plan_.steps.size() + stuck_.size(); }

    void finish() const {
        refuse(stuck_, "refused: there is no way down; nothing was run", ExitCode::refused);
    }

private:
    void by_file(const AppliedMigration& applied, const Migration& file) {
        Step step = maker_.down(applied, file);
        if (does_nothing(step) && does_something(file.up, facts_.dialect))
            stuck_.push_back(file.origin + ": has nothing below 'varve:down' for " +
                             std::string(facts_.dialect.name()));
        else
            plan_.steps.push_back(std::move(step));
    }

    void by_history(const AppliedMigration& applied, const std::optional<StoredDown>& kept,
                    const std::string& remark) {
        const std::string which = applied.version.text() + ' ' + applied.name;
        if (request_.effect == Effect::run && (!kept || kept->text.empty())) {
            stuck_.push_back(no_way_down(applied, facts_.migrations.find(applied.version),
                                         kept ? kept->irreversible : ""));
            return;
        }
        if (!remark.empty()) plan_.warnings.push_back(which + remark);
        Step step = maker_.down(applied, stored_operation(kept ? kept->text : ""), "history");
        if (does_nothing(step))
            stuck_.push_back(which + ": the down that history keeps has no statement for " +
                             std::string(facts_.dialect.name()));
        else
            plan_.steps.push_back(std::move(step));
    }

    const PlanningFacts& facts_;
    const DownRequest& request_;
    Plan& plan_;
    StepMaker& maker_;
    std::vector<std::string> stuck_;
    Sha256 hash_;
};

} // namespace

Plan plan_down(const PlanningFacts& facts, const DownRequest& request) {
    Plan plan{.direction = Direction::down,
              .scope = request.scope,
              .dialect = std::string(facts.dialect.name())};
    const HistoryState& history = facts.history;
    if (request.target && history.find(*request.target) == nullptr)
        throw MigrationError("migration " + request.target->text() +
                                 " is not applied, so nothing can be reverted back to it",
                             ExitCode::usage);
    refuse_half_way(facts.migrations, history, Direction::down);
    StepMaker maker(facts, request.scope, request.effect);
    DownPlanner planner(facts, request, plan, maker);
    for (auto applied = history.applied.rbegin(); applied != history.applied.rend(); ++applied) {
        if (request.target && applied->version == *request.target) break;
        if (request.steps && planner.count() == *request.steps) break;
        planner.take_back(*applied);
    }
    planner.finish();
    drop_repeatables(plan, facts, request, maker);
    maker.finish();
    give_leave(plan, request.allows);
    if (!plan.empty()) plan.history = history.fingerprint();
    return plan;
}

} // namespace varve
