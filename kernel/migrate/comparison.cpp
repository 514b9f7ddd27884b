#include "kernel/migrate/comparison.hpp"

#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/repeatables.hpp"

#include <algorithm>
#include <iterator>

namespace varve {

using State = MigrationStatus::State;

// The byte sum is cheap and nearly always settles it; the tokens are only looked at where it does
// not.
State compare_texts(const Migration& migration, const AppliedMigration& applied,
                    const Dialect& dialect, Sha256& hash) {
    if (migration.native)
        return migration.native->checksum == applied.checksums.bytes ? State::applied
                                                                     : State::changed;
    if (byte_checksum(migration.up, dialect.name(), hash) == applied.checksums.bytes)
        return State::applied;
    const bool same_tokens =
        token_checksum(migration.up, dialect, hash) == applied.checksums.tokens;
    return same_tokens ? State::reformatted : State::changed;
}

namespace {

// What history and the journal know and no file does is put behind the files.
std::vector<Compared> gather(const MigrationSet& set, const HistoryState& history) {
    std::vector<Compared> all;
    all.reserve(set.all().size());
    for (const Migration& migration : set.all()) all.push_back({.file = &migration});
    std::size_t next = 0; // history nearly always tells them in the order of the files
    const auto place_of = [&](const Version& version) -> Compared& {
        if (next < set.all().size() && set.all()[next].version == version) return all[next++];
        if (const Migration* const file = set.find(version)) {
            next = static_cast<std::size_t>(file - set.all().data());
            return all[next++];
        }
        const auto files = static_cast<std::ptrdiff_t>(set.all().size());
        const auto found = std::find_if(all.begin() + files, all.end(), [&](const Compared& one) {
            return one.version() == version;
        });
        return found != all.end() ? *found : all.emplace_back();
    };
    for (const AppliedMigration& applied : history.applied)
        place_of(applied.version).applied = &applied;
    for (const JournalEntry& entry : history.journal)
        if (!is_repeatable(entry.version, set, history)) place_of(entry.version).begun = &entry;
    return all;
}

bool is_half_way(const Compared& one) {
    if (one.begun == nullptr) return false;
    return one.applied == nullptr || one.begun->direction == Direction::down;
}

} // namespace

std::vector<Compared> compare_all(const MigrationSet& set, const HistoryState& history,
                                  const Dialect& dialect) {
    std::vector<Compared> all = gather(set, history);
    const auto files = all.begin() + static_cast<std::ptrdiff_t>(set.all().size());
    // Pending and before this one is late.
    const auto newest =
        std::find_if(std::reverse_iterator(files), all.rend(), [](const Compared& one) {
            return one.applied != nullptr;
        }).base();
    Sha256 hash;
    for (auto one = all.begin(); one != all.end(); ++one) {
        if (is_half_way(*one))
            one->state = State::partial;
        else if (one->file == nullptr)
            one->state = State::missing;
        else if (one->applied != nullptr)
            one->state = compare_texts(*one->file, *one->applied, dialect, hash);
        else if (one < newest)
            one->state = State::late;
    }
    if (files != all.end()) std::ranges::stable_sort(all, {}, &Compared::version);
    return all;
}

std::string_view to_string(State state) noexcept {
    switch (state) {
    case State::applied: return "applied";
    case State::pending: return "pending";
    case State::late: return "late";
    case State::partial: return "partial";
    case State::changed: return "changed";
    case State::reformatted: return "reformatted";
    case State::outdated: return "outdated";
    case State::missing: break;
    }
    return "missing";
}

std::vector<MigrationStatus> compare(const MigrationSet& set, const HistoryState& history,
                                     const Dialect& dialect, const Placeholders& placeholders) {
    std::vector<MigrationStatus> statuses;
    statuses.reserve(set.all().size());
    std::vector<Compared> all = compare_all(set, history, dialect);
    std::ranges::move(compare_repeatables(set, history, dialect, placeholders),
                      std::back_inserter(all));
    for (const Compared& one : all) {
        MigrationStatus& status = statuses.emplace_back();
        status.version = one.version();
        status.state = one.state;
        status.repeatable = one.file != nullptr
                                ? one.file->repeatable.has_value()
                                : one.applied != nullptr && one.applied->kind == repeatable_kind;
        if (one.begun != nullptr) status.going = one.begun->direction;
        if (one.file != nullptr) status.origin = one.file->origin;
        // The journal knows no names.
        if (one.file != nullptr)
            status.name = one.file->name;
        else if (one.applied != nullptr)
            status.name = one.applied->name;
    }
    return statuses;
}

bool is_up_to_date(const MigrationStatus& status) noexcept {
    return status.state == State::applied || status.state == State::reformatted ||
           (status.state == State::missing && status.repeatable);
}

std::vector<MigrationNames> names_of(const std::vector<MigrationStatus>& statuses) {
    std::vector<MigrationNames> names;
    names.reserve(statuses.size());
    for (const MigrationStatus& status : statuses)
        names.push_back({status.version.text(), status.name});
    return names;
}

} // namespace varve
