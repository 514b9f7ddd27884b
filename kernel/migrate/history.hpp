#pragma once

#include "kernel/migrate/bookkeeping.hpp"
#include "kernel/migrate/journal.hpp"
#include "varve/db/connection.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A migration that is in the database.
struct AppliedMigration {
    Version version;
    std::string name;
    Checksums checksums;
    std::int64_t ordinal = 0; ///< 1 for the first that was applied; what revert goes back by
    std::string kind = "sql"; ///< "sql", "native", "baseline", "fake" or "repeatable"
};

/// The same with what only people want to know.
struct AppliedDetails : AppliedMigration {
    std::string applied_at;
    std::string applied_by;
    std::int64_t duration_ms = 0;
};

/// All that planning needs to know of a database.
struct VARVE_API HistoryState {
    std::vector<AppliedMigration> applied;          ///< by ordinal
    std::vector<JournalEntry> journal = {};         ///< by version and statement
    std::vector<AppliedMigration> repeatables = {}; ///< by ordinal, which is that of their last run

    bool empty() const noexcept { return applied.empty() && repeatables.empty(); }
    /// Among `applied`.
    const AppliedMigration* find(const Version& version) const noexcept;
    const AppliedMigration* find_repeatable(const Version& version) const noexcept;
    std::int64_t next_ordinal() const noexcept;
    /// Changes whenever the state does; a plan for one state is not run on another.
    std::string fingerprint() const;
};

/// The `kind` of what has no place in time.
inline constexpr std::string_view repeatable_kind = "repeatable";

/// What history keeps to go down again without the migration's file.
struct StoredDown {
    std::string text; ///< empty where there is none
    std::string irreversible;
    std::string name;
};

/// What a run knows of itself, for every row it writes.
struct RunIdentity {
    std::string run_id;
    std::string who;
};

/// One event, for the append-only log.
struct LogEvent {
    std::string event; ///< "applied", "reverted", "failed", "baseline", "fake", "repaired",
                       ///< "unlocked", "synchronized"
    const Step* step = nullptr;
    std::int64_t duration_ms = 0;
    std::string text = {}; ///< what was run
    std::string error = {};
};

/// Which events of the log; empty texts say nothing.
struct LogFilter {
    std::string run_id = {}, version = {}, event = {};
    std::size_t limit = 50; ///< the newest
};

/// One event, as it was logged.
struct LogRow {
    std::string run_id, at, event;
    std::string version, name, direction; ///< empty where it is about no migration
    std::string who;
    std::int64_t duration_ms = 0;
    std::string text, error;
};

/// The tables that say what is applied and what happened. Reads on its own; what is to be written
/// is returned as statements, so that they go into the transaction that they belong to.
class VARVE_API History {
public:
    History(Connection& connection, Bookkeeping bookkeeping);

    /// An empty state where there are no tables yet.
    HistoryState read();
    std::vector<AppliedDetails> details();
    /// In order; nothing where there is no log yet.
    std::vector<LogRow> read_log(const LogFilter& filter);
    std::optional<StoredDown> stored_down(const Version& version);
    bool exists();
    /// Makes the tables that are missing.
    void create_tables();

    Statement insert(const Step& step, std::int64_t ordinal, std::string_view kind,
                     std::int64_t duration_ms, const RunIdentity& run) const;
    Statement remove(const Version& version) const;
    Statement set_checksums(const Version& version, const Checksums& checksums) const;
    /// How it goes down again, where its file is in another language than what was applied.
    Statement set_down(const Version& version, std::string_view kind,
                       const std::string& down) const;
    /// One row with one integer: how many rows this version has (0 or 1).
    Statement count(const Version& version) const;
    Statement log(const LogEvent& event, const RunIdentity& run);

private:
    std::string table(std::string_view name) const;
    std::string create_history() const;
    std::string create_log() const;

    Connection& connection_;
    Bookkeeping bookkeeping_;
    std::string insert_text_, remove_text_, count_text_, log_text_; ///< the same at every step
    std::int64_t log_entry_ = 0;
};

/// Now, as the history's tables keep time.
VARVE_API Value now();

} // namespace varve
