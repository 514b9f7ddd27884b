#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace varve {

/// How a statement stands to transactions.
enum class Scope : std::uint8_t {
    transactional, ///< rolls back with the transaction that it is in
    outside,       ///< fails inside a transaction, or ends it
    no_effect,     ///< is silently ignored inside a transaction; concerns the session only
    control,       ///< begins or ends a transaction
    forbidden,     ///< never in a migration; `objection` says why and what to do instead
};

/// The strongest lock that a statement takes on what others use.
enum class LockLevel : std::uint8_t {
    none,
    blocks_schema, ///< other schema changes wait; reads and writes go on
    blocks_writes, ///< writes to the object wait
    blocks_all,    ///< reads and writes of the object wait
};

/// Something that a careful person would want to be asked about.
struct Finding {
    std::string rule;        ///< "drop-table"; what --allow takes
    std::string reason;      ///< "drops table users with all its rows"
    std::string object = {}; ///< the table that it is done to, as the dialect normalises names;
                             ///< empty where it is done to something else
    friend bool operator==(const Finding&, const Finding&) = default;
};

/// How to find out, after a crash, whether a statement that cannot share a transaction took effect.
///
/// `state` is a query whose only cell is text that changes when the statement takes effect; it is
/// asked before the statement runs, and the answer is kept in the journal. After a crash: the same
/// answer means that it did not run; an answer that begins with "partial" means that it left
/// something behind, which `cleanup` removes; any other means that it is done.
struct Probe {
    std::string state;
    std::string cleanup = {};
    bool cleanup_completes = false; ///< it does not remove what was begun, but finishes it
};

/// What is known of a statement from its text alone.
struct StatementTraits {
    enum class Kind : std::uint8_t {
        other,
        query,
        dml,
        ddl,
        setting, ///< concerns the session only (SET, temporary objects): gone with it, and run
                 ///< again after a crash
    };

    Kind kind = Kind::other;
    Scope scope = Scope::transactional;
    LockLevel lock = LockLevel::none;
    std::string summary = {};         ///< a few words: "CREATE TABLE users"
    std::string objection = {};       ///< for Scope::forbidden
    std::string creates = {};         ///< the table that it makes, as the dialect normalises names
    std::vector<Finding> losses = {}; ///< how it may lose data
    bool temporary = false;           ///< makes something that ends with the session
    bool renames = false;             ///< gives a table another name
    bool beyond_database = false;     ///< changes what other databases of the server share: a role
    bool repeatable = false;          ///< running it twice does no harm (of Scope::outside)
    std::optional<Probe> probe = {};  ///< of Scope::outside, where there is one
};

} // namespace varve
