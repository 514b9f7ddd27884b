#pragma once

#include "varve/db/dialect.hpp"
#include "varve/migration/native_migration.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/version.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace varve {

/// The two checksums of an operation on one dialect, each with its algorithm's name in front.
struct Checksums {
    std::string bytes;  ///< "sha256:…" of the text and its directives, byte for byte
    std::string tokens; ///< "tokens1:…" of the statements in canonical form
    // Of a native migration both are "source:…".
    friend bool operator==(const Checksums&, const Checksums&) = default;
};

/// How a server carries a statement out, seen by trying it on empty copies of the tables.
struct Execution {
    std::string method = {}; ///< in the server's own words: "ALGORITHM=INPLACE, LOCK=NONE"
    LockLevel lock = LockLevel::none;
    std::string objection = {}; ///< why it cannot be told, where there is no method
};

struct PlannedStatement {
    ScriptStatement source;
    StatementTraits traits;
    std::optional<Execution> execution = {}; ///< where it was tried: see Driver::rehearse
};

/// How a step is run.
enum class StepMode : std::uint8_t {
    transaction, ///< in one transaction, with its history row
    journal,     ///< statement by statement, each with an intent and a done row
    record,      ///< nothing is run, only history changes (--fake)
};

/// One migration in one direction.
struct Step {
    Version version;
    std::string name;
    std::string origin; ///< the file; "history" where a down is taken from there
    Direction direction = Direction::up;
    StepMode mode = StepMode::transaction;
    Checksums checksums;
    std::vector<PlannedStatement> statements;
    std::vector<PlannedStatement> expectations = {}; ///< queries that must answer true behind them
    std::optional<NativeCode> native = {}; ///< of a migration in C++: runs instead of them
    std::size_t resume_at =
        0; ///< of StepMode::journal: the first statement that is not known to be done
    std::string down = {};         ///< going up: what history keeps to go down again; may be empty
    std::string irreversible = {}; ///< going up: why there is no way down
    std::vector<Finding> losses = {};
    bool repeatable = false; ///< going down, it is dropped to be made anew
    bool again = false;      ///< of a repeatable one: history has it already
    bool joined = false;     ///< shares the transaction of the step before it
    bool fewer_rows = false; ///< may leave the tables of [invariants] with fewer rows than before
};

enum class TransactionScope : std::uint8_t {
    each, ///< one transaction a migration
    all,  ///< one for the whole run
    none, ///< none: every migration statement by statement, with the journal
};

/// What a run would do, and nothing else: showing it and doing it start from the same value.
struct Plan {
    Direction direction = Direction::up;
    TransactionScope scope = TransactionScope::each;
    std::string dialect;
    std::string history; ///< a fingerprint of the history that it was made for
    std::vector<Step> steps;
    std::vector<std::string> warnings;

    bool empty() const noexcept { return steps.empty(); }
};

} // namespace varve
