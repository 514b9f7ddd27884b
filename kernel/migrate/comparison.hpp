#pragma once

#include "kernel/migrate/history.hpp"
#include "kernel/migrate/migration_names.hpp"
#include "kernel/migrate/migration_set.hpp"
#include "kernel/migrate/placeholders.hpp"
#include "kernel/sha256.hpp"
#include "varve/db/dialect.hpp"
#include "varve/export.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the files say beside what history says. Values in, values out.
namespace varve {

/// How each migration stands.
struct MigrationStatus {
    enum class State : std::uint8_t {
        applied,
        pending,
        late,        ///< pending, and older than one that is applied
        partial,     ///< some of its statements ran, statement by statement, up or down
        changed,     ///< applied, and its file says something else now
        reformatted, ///< applied, and its file looks different but says the same
        missing,     ///< applied, and its file is gone
        outdated,    ///< repeatable, and to be run again: it, or what it comes after, has changed
    };
    Version version;
    std::string name;
    std::string origin; ///< empty where there is no file
    State state = State::pending;
    Direction going = Direction::up; ///< of a partial one: what goes on with it
    bool repeatable = false;
};

/// Is nothing to be done for it? What a repeatable one made stays when its file is gone, for
/// another branch may have that.
VARVE_API bool is_up_to_date(const MigrationStatus& status) noexcept;

VARVE_API std::string_view to_string(MigrationStatus::State state) noexcept;

/// In order of versions; the repeatable ones behind them, in theirs.
VARVE_API std::vector<MigrationStatus> compare(const MigrationSet& set, const HistoryState& history,
                                               const Dialect& dialect,
                                               const Placeholders& placeholders = {});

/// Whatever is known under some name, in the same order. Views into `statuses`.
VARVE_API std::vector<MigrationNames> names_of(const std::vector<MigrationStatus>& statuses);

/// How a migration stands: its file, what is applied, what was begun; at least one of them.
struct Compared {
    const Migration* file = nullptr;
    const AppliedMigration* applied = nullptr;
    const JournalEntry* begun = nullptr; ///< the last of its entries
    MigrationStatus::State state = MigrationStatus::State::pending;

    const Version& version() const {
        return file != nullptr      ? file->version
               : applied != nullptr ? applied->version
                                    : begun->version;
    }
};

/// The same without copies, into what was given: every start does this for every migration.
std::vector<Compared> compare_all(const MigrationSet& set, const HistoryState& history,
                                  const Dialect& dialect);

/// Does the file say what was applied: applied, reformatted or changed.
MigrationStatus::State compare_texts(const Migration& migration, const AppliedMigration& applied,
                                     const Dialect& dialect, Sha256& hash);

} // namespace varve
