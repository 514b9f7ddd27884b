#pragma once

#include "varve/db/statement.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace varve {

/// What a lock is about: one history in one database.
struct LockRequest {
    std::string name_space; ///< of varve's tables; may be empty
    std::string table;      ///< the lease's table, where a lease is needed: "varve_lock"
    std::string
        history; ///< the history's table: two histories in one database do not exclude each other
    std::string holder; ///< who asks, for people: "alice@build-7 pid 4711"
};

struct LockHolder {
    std::string who;
    std::string since = {}; ///< as the server says it; may be empty
    /// What speaks against a run behind it: "its session is idle for 40 s". Empty where nothing
    /// does.
    std::string doubt = {};
};

/// All of it in a line: "alice@build-7 pid 4711 since 2026-01-01 12:00:00Z; its session is …".
VARVE_API std::string to_string(const LockHolder& holder);

/// Keeps two runs on one history apart. Ends with the process that holds it: a killed run does not
/// block the next one.
class VARVE_API MigrationLock {
public:
    MigrationLock() = default;
    MigrationLock(const MigrationLock&) = delete;
    MigrationLock& operator=(const MigrationLock&) = delete;
    /// Releases what is held.
    virtual ~MigrationLock();

    /// How it works, for people: "advisory lock", "lease", "file lock".
    virtual std::string_view method() const = 0;

    /// Tries once, without waiting and without holding a snapshot while it does.
    virtual bool try_acquire() = 0;
    virtual void release() noexcept = 0;

    /// Who has it now, if that can be known.
    virtual std::optional<LockHolder> holder() = 0;

    /// Takes it away from whoever has it; false where nobody had it. The former holder's next step
    /// fails.
    virtual bool break_lock() = 0;

    /// To be asked first in every transaction: one boolean cell that is true while no other run can
    /// write. Nothing where holding the lock is proof enough.
    virtual std::optional<Statement> guard() const;

    /// A condition in SQL, true while the lock is ours, for every write outside a migration's
    /// transaction. Empty where holding the lock is proof enough.
    virtual std::string condition() const;

    /// Throws LockLost when the lock is known to be gone.
    virtual void verify();
};

/// The lock went to somebody else while we worked. Whatever was not committed must not be.
class VARVE_API LockLost : public Error {
public:
    explicit LockLost(const std::string& sentence);
    ~LockLost() override;
};

} // namespace varve
