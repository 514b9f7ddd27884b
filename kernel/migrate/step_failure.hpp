#pragma once

#include "varve/db/connection.hpp"
#include "varve/error.hpp"
#include "varve/export.hpp"
#include "varve/migration/operation.hpp"
#include "varve/migration/plan.hpp"

#include <string>

namespace varve {

/// A statement of a migration failed. Its sentence says where, why, what became of the migration,
/// and what to do; the facts are there for programs.
class VARVE_API StepFailure : public MigrationError {
public:
    enum class Aftermath : std::uint8_t {
        rolled_back, ///< nothing of the migration is in the database
        partial,     ///< `statements_done` are in, and the journal knows it
        again,       ///< of a native migration: what it did stays, and it may be called again
        in_doubt,    ///< of another, and of CALL: what it did stays, and a person must look
        applied,     ///< the migration is in; what stands behind its transaction failed
        unknown,     ///< the connection was lost while committing; history knows at the next look
    };

    struct Facts {
        std::string version, name, file;
        Direction direction = Direction::up;
        std::uint32_t line = 0;
        std::string statement;
        std::size_t statement_number = 0; ///< from 1; 0: not one of the migration's statements,
                                          ///< but what it expects, or none
        std::size_t statement_count = 0;
        std::size_t statements_done = 0; ///< of Aftermath::partial
        Aftermath aftermath = Aftermath::rolled_back;
        DatabaseError::Facts database;
    };

    StepFailure(Facts facts, ExitCode exit_code);
    ~StepFailure() override;

    const Facts& facts() const noexcept { return facts_; }

private:
    Facts facts_;
};

/// Throws where the migration ended the transaction that it should share with history.
void require_transaction(const Connection& connection, const Step& step);

/// Makes the failure of `step.statements[index]` out of what the database said; behind the last
/// one, of what comes when all of them are done.
VARVE_API StepFailure failure_of(const Step& step, std::size_t index, const DatabaseError& error,
                                 StepFailure::Aftermath aftermath);
/// The failure of something that the step expects when they are.
VARVE_API StepFailure failure_of(const Step& step, const PlannedStatement& expectation,
                                 const DatabaseError& error, StepFailure::Aftermath aftermath);

} // namespace varve
