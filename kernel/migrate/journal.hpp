#pragma once

#include "kernel/migrate/bookkeeping.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/migration_lock.hpp"
#include "varve/db/transaction.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <string>
#include <vector>

namespace varve {

struct RunIdentity;

/// What is known of one statement of a migration that runs statement by statement.
struct JournalEntry {
    enum class State : std::uint8_t {
        intent, ///< it was about to run: whether it did is in doubt
        done,
        batches, ///< of a native migration, which goes on behind its cursor
    };
    Version version;
    Direction direction = Direction::up;
    std::size_t statement = 0; ///< from 0
    State state = State::intent;
    std::string digest = {}; ///< of the statement's text
    /// What the probe said before it ran; of batches, the literal of the last key that was done, or
    /// nothing where all of them are.
    std::string probe_state = {};
};

/// The table of intents and dones of statements that run outside a transaction. Each write is also
/// a check that the migration lock is still ours.
class VARVE_API Journal {
public:
    Journal(Connection& connection, Bookkeeping bookkeeping);

    std::vector<JournalEntry> read();
    std::string create_table_text() const;

    /// Inserts or replaces the entry; the last one's affected count must be 1 before the
    /// transaction that they are in is committed.
    std::vector<Statement> write_statements(const JournalEntry& entry, const MigrationLock& lock,
                                            const RunIdentity& run) const;
    /// The same where no such entry is there. A `probe` is asked while that is done, and its answer
    /// becomes the entry's probe_state.
    Statement insert(const JournalEntry& entry, const MigrationLock& lock, const RunIdentity& run,
                     std::string_view probe = {}) const;
    /// The same where its intent is there, and it is done.
    Statement finish(const JournalEntry& entry, const MigrationLock& lock,
                     const RunIdentity& run) const;
    /// Runs what these gave in a transaction of its own; LockLost where the lock went to somebody
    /// else.
    void write(std::vector<Statement> statements, const MigrationLock& lock);
    /// Runs `closing`, which ends with an entry's statements, and commits. Rolls back and throws
    /// LockLost where the lock went to somebody else.
    void commit(Transaction& transaction, std::vector<Statement> closing,
                const MigrationLock& lock);
    /// Takes one entry out: the statement did not take effect.
    Statement remove(const Version& version, Direction direction, std::size_t statement) const;
    /// Takes all of a migration's entries out: history knows it now.
    Statement clear(const Version& version) const;

    static std::string digest(std::string_view statement);

private:
    Connection& connection_;
    Bookkeeping bookkeeping_;
    /// The same at every step.
    std::string insert_text_, values_, finish_text_, remove_text_, clear_text_;
};

VARVE_API std::string_view to_string(Direction direction) noexcept;
std::string_view to_string(JournalEntry::State state) noexcept;

} // namespace varve
