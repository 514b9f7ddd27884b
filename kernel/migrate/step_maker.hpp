#pragma once

#include "kernel/migrate/planner.hpp"
#include "kernel/migrate/statements.hpp"
#include "kernel/sha256.hpp"
#include "varve/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// Makes steps and gathers all that is wrong with them, so that everything can be said at once.
class StepMaker {
public:
    StepMaker(const PlanningFacts& facts, TransactionScope scope, Effect effect);

    Step up(const Migration& migration, std::vector<std::string> allows);
    Step down(const AppliedMigration& applied, const Migration& file);
    Step down(const AppliedMigration& applied, const SqlOperation& operation, std::string origin);

    /// Refuses what a step loses beside what is allowed; `up` does.
    void guard(const Step& step, const std::vector<std::string>& allowed);

    /// Refuses words that `where` gives as rules and that neither varve nor a statement of the
    /// steps made so far knows; `up` does for those of its migration.
    void require_rules(const std::vector<std::string>& words, const std::string& where);

    /// Throws where anything is wrong.
    void finish() const;

private:
    SqlOperation with_values(const Step& step, const SqlOperation& operation);
    Step native(Step step, const Migration& migration, const NativeCode& code);
    void refuse_shared_transaction(const Step& step);
    Alone alone(const Step& step, const SqlOperation& operation) const;
    void fill(Step& step, const SqlOperation& operation);
    void resume(Step& step);

    const PlanningFacts& facts_;
    TransactionScope scope_;
    Effect effect_;
    Sha256 hash_;
    std::vector<std::string> problems_, history_problems_, losses_;
    std::vector<std::string> rules_; ///< a dialect may have some of its own
};

/// Throws where there are problems; each is a line "file:line: sentence".
void refuse(const std::vector<std::string>& problems, std::string_view heading, ExitCode exit_code);

/// Does it do something that a transaction ignores, and which therefore is run outside of it?
bool has_part_outside(const Step& step);

} // namespace varve
