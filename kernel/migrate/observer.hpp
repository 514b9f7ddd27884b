#pragma once

#include "varve/db/migration_lock.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <chrono>
#include <string_view>

namespace varve {

/// Watches a run, to show it to somebody. Called from the thread that runs.
class VARVE_API RunObserver {
public:
    virtual ~RunObserver();

    virtual void waiting_for_database(std::string_view reason);
    virtual void waiting_for_lock(const LockHolder& holder);
    virtual void run_started(const Plan& plan);
    /// Does it want to see each statement of a migration begin? Otherwise they are sent to the
    /// database together where that saves time, and `statement_started` is not called for each.
    virtual bool follows_statements() const;
    virtual void step_started(const Step& step, std::size_t index, std::size_t count);
    virtual void statement_started(const PlannedStatement& statement, std::size_t index,
                                   std::size_t count);
    /// A native migration, a hook or a command of a plugin tells something.
    virtual void told(std::string_view who, std::string_view sentence);
    /// It tells how far it has come; `total` of 0: nobody knows.
    virtual void progressed(std::string_view who, std::uint64_t done, std::uint64_t total);
    /// Something was found, decided or tried again that a person should know of.
    virtual void remark(std::string_view sentence);
    virtual void step_finished(const Step& step, std::chrono::milliseconds duration);
};

} // namespace varve
