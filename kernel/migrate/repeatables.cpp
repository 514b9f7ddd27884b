#include "kernel/migrate/repeatables.hpp"

#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/step_maker.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <ranges>

namespace varve {

namespace {

using State = MigrationStatus::State;
using Versions = std::vector<Version>;

bool is_in(const Versions& versions, const Version& version) {
    return std::ranges::find(versions, version) != versions.end();
}

Versions versions_of(const std::vector<Step>& steps) {
    Versions versions;
    for (const Step& step : steps) versions.push_back(step.version);
    return versions;
}

std::int64_t ordinal_of(const HistoryState& history, const Version& version) {
    const AppliedMigration* const versioned = history.find(version);
    const AppliedMigration* const found =
        versioned != nullptr ? versioned : history.find_repeatable(version);
    return found == nullptr ? 0 : found->ordinal;
}

bool is_newer(const OrderedRepeatable& repeatable, const AppliedMigration& applied,
              const HistoryState& history) {
    return std::ranges::any_of(repeatable.after, [&](const Version& version) {
        return ordinal_of(history, version) > applied.ordinal;
    });
}

const JournalEntry* last_entry(const HistoryState& history, const Version& version) {
    const auto found = std::ranges::find(history.journal.rbegin(), history.journal.rend(), version,
                                         &JournalEntry::version);
    return found == history.journal.rend() ? nullptr : &*found;
}

/// Finds out which repeatables are to be run: those that differ from what was run, and those that
/// come after anything that is run.
std::vector<const OrderedRepeatable*> to_be_run(const PlanningFacts& facts, Versions running) {
    std::vector<const OrderedRepeatable*> found;
    const auto compared =
        compare_repeatables(facts.migrations, facts.history, facts.dialect, facts.placeholders);
    const std::vector<OrderedRepeatable>& repeatables = facts.migrations.repeatables();
    for (std::size_t i = 0; i < repeatables.size(); ++i) {
        if (compared[i].state == State::applied && !repeatables[i].comes_after(running)) continue;
        found.push_back(&repeatables[i]);
        running.push_back(repeatables[i].migration.version);
    }
    return found;
}

// What these come after, however far.
Versions ancestors_of(const std::vector<Step>& dropped, const MigrationSet& set) {
    Versions found = versions_of(dropped);
    for (const OrderedRepeatable& repeatable : std::views::reverse(set.repeatables()))
        if (is_in(found, repeatable.migration.version))
            found.insert(found.end(), repeatable.after.begin(), repeatable.after.end());
    return found;
}

// How it was dropped when it was applied; how its file would do it, where history does not know.
std::optional<Step> dropping_step(const AppliedMigration& applied, const Migration* file,
                                  const PlanningFacts& facts, StepMaker& maker) {
    const std::optional<StoredDown> kept = facts.stored_down(applied.version);
    if (kept && !kept->text.empty())
        return maker.down(applied, stored_operation(kept->text), "history");
    if (file != nullptr && file->down) return maker.down(applied, *file->down, file->origin);
    return std::nullopt;
}

struct Drop {
    const OrderedRepeatable* file; ///< nullptr where it is gone
    const AppliedMigration* applied;
    Step step;
};

// What comes after another goes before it. Otherwise what was made last goes first, for it may read
// what its file speaks of no more.
std::vector<Step> in_order_of_dropping(std::vector<Drop> drops) {
    std::vector<Step> steps;
    std::ranges::sort(drops, std::greater(), [](const Drop& one) { return one.applied->ordinal; });
    while (!drops.empty()) {
        const auto next = std::ranges::find_if(drops, [&](const Drop& one) {
            return std::ranges::none_of(drops, [&](const Drop& other) {
                return other.file != nullptr && other.file->comes_after({one.step.version});
            });
        });
        steps.push_back(std::move(next->step));
        drops.erase(next);
    }
    return steps;
}

bool can_share_a_transaction(const Step& step) {
    return step.mode == StepMode::transaction && !has_part_outside(step);
}

void join(Plan& plan, std::size_t first, const Versions& dropped) {
    const auto begin = plan.steps.begin() + static_cast<std::ptrdiff_t>(first);
    if (!std::all_of(begin, plan.steps.end(), can_share_a_transaction)) {
        plan.warnings.push_back("what " + begin->version.text() +
                                " makes is not there while this runs, for not all of it can share "
                                "a transaction");
        // History has them no more then.
        for (Step& step : plan.steps) step.again = step.again && !is_in(dropped, step.version);
        return;
    }
    std::for_each(begin + 1, plan.steps.end(), [](Step& step) { step.joined = true; });
}

void warn_of_missing(Plan& plan, const PlanningFacts& facts) {
    for (const AppliedMigration& applied : facts.history.repeatables)
        if (facts.migrations.find_repeatable(applied.version) == nullptr)
            plan.warnings.push_back(applied.version.text() +
                                    " is applied and its file is gone; what it made stays as it "
                                    "is. Drop it by a migration, and forget it with 'varve repair "
                                    "--missing'");
}

} // namespace

bool is_repeatable(const Version& version, const MigrationSet& set, const HistoryState& history) {
    return set.find_repeatable(version) != nullptr || history.find_repeatable(version) != nullptr;
}

bool text_differs(const Migration& migration, const AppliedMigration& applied,
                  const Dialect& dialect, const Placeholders& placeholders) {
    StatementProblems ignored; // whoever makes a step of it tells them
    Sha256 hash;
    return byte_checksum(with_values(migration.up, placeholders, ignored), dialect.name(), hash) !=
           applied.checksums.bytes;
}

std::vector<Compared> compare_repeatables(const MigrationSet& set, const HistoryState& history,
                                          const Dialect& dialect,
                                          const Placeholders& placeholders) {
    std::vector<Compared> all;
    Versions outdated;
    for (const OrderedRepeatable& repeatable : set.repeatables()) {
        const Migration& migration = repeatable.migration;
        Compared& one = all.emplace_back();
        one.file = &migration;
        one.applied = history.find_repeatable(migration.version);
        one.begun = last_entry(history, migration.version);
        if (one.begun != nullptr) {
            one.state = State::partial;
            outdated.push_back(migration.version);
        }
        if (one.begun != nullptr || one.applied == nullptr) continue;
        const bool current = !repeatable.comes_after(outdated) &&
                             !is_newer(repeatable, *one.applied, history) &&
                             !text_differs(migration, *one.applied, dialect, placeholders);
        one.state = current ? State::applied : State::outdated;
        if (!current) outdated.push_back(migration.version);
    }
    for (const AppliedMigration& applied : history.repeatables)
        if (set.find_repeatable(applied.version) == nullptr)
            all.push_back({.applied = &applied, .state = State::missing});
    return all;
}

void add_repeatables(Plan& plan, const PlanningFacts& facts, const UpRequest& request,
                     StepMaker& maker) {
    warn_of_missing(plan, facts);
    if (facts.migrations.repeatables().empty()) return;
    std::vector<Drop> dropped;
    std::vector<Step> makes;
    for (const OrderedRepeatable* const one : to_be_run(facts, versions_of(plan.steps))) {
        const Migration& migration = one->migration;
        if (!request.only.empty() && !is_in(request.only, migration.version)) continue;
        const AppliedMigration* const applied = facts.history.find_repeatable(migration.version);
        makes.push_back(maker.up(migration, request.allows));
        makes.back().again = applied != nullptr;
        if (applied == nullptr || request.effect == Effect::record) continue;
        std::optional<Step> drop = dropping_step(*applied, &migration, facts, maker);
        if (!drop) continue;
        std::vector<std::string> allows = request.allows;
        allows.insert(allows.end(), migration.up.allows.begin(), migration.up.allows.end());
        maker.guard(*drop, allows);
        drop->losses.clear();
        dropped.push_back({one, applied, std::move(*drop)});
    }
    std::vector<Step> drops = in_order_of_dropping(std::move(dropped));
    const Versions ancestors = ancestors_of(drops, facts.migrations);
    const auto place =
        drops.empty() ? plan.steps.end() : std::ranges::find_if(plan.steps, [&](const Step& step) {
            return is_in(ancestors, step.version);
        });
    const auto first = static_cast<std::size_t>(place - plan.steps.begin());
    const Versions dropped_versions = versions_of(drops);
    plan.steps.insert(place, std::make_move_iterator(drops.begin()),
                      std::make_move_iterator(drops.end()));
    std::ranges::move(makes, std::back_inserter(plan.steps));
    if (!dropped_versions.empty()) join(plan, first, dropped_versions);
}

void drop_repeatables(Plan& plan, const PlanningFacts& facts, const DownRequest& request,
                      StepMaker& maker) {
    const HistoryState& history = facts.history;
    const bool everything = !request.target && !request.steps;
    Versions touched = versions_of(plan.steps);
    for (const OrderedRepeatable& repeatable : facts.migrations.repeatables())
        if (repeatable.comes_after(touched)) touched.push_back(repeatable.migration.version);
    std::vector<Drop> dropped;
    for (const AppliedMigration& applied : history.repeatables) {
        if (!everything && !is_in(touched, applied.version)) continue;
        const OrderedRepeatable* const file = facts.migrations.find_repeatable(applied.version);
        std::optional<Step> drop =
            dropping_step(applied, file == nullptr ? nullptr : &file->migration, facts, maker);
        if (!drop) {
            drop = maker.down(applied, SqlOperation{}, "history");
            drop->mode = StepMode::record;
        }
        dropped.push_back({file, &applied, std::move(*drop)});
    }
    std::vector<Step> drops = in_order_of_dropping(std::move(dropped));
    plan.steps.insert(plan.steps.begin(), std::make_move_iterator(drops.begin()),
                      std::make_move_iterator(drops.end()));
}

} // namespace varve
