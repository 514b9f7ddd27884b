#pragma once

#include "kernel/migrate/comparison.hpp"
#include "kernel/migrate/history.hpp"
#include "kernel/migrate/migration_set.hpp"
#include "kernel/migrate/placeholders.hpp"
#include "varve/db/dialect.hpp"
#include "varve/export.hpp"
#include "varve/migration/plan.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Decides what a run does. Nothing here reads or writes anything: values in, a Plan out.
namespace varve {

enum class OutOfOrder : std::uint8_t {
    error, ///< refuse to run
    skip,  ///< leave the late migration out
    apply, ///< run it before the others
};

/// Is anything run, or only written into history?
enum class Effect : std::uint8_t { run, record };

struct UpRequest {
    std::optional<Version> target = {};    ///< up to and including this one
    std::optional<std::size_t> steps = {}; ///< so many at most
    TransactionScope scope = TransactionScope::each;
    OutOfOrder out_of_order = OutOfOrder::error;
    Effect effect = Effect::run;
    std::vector<std::string> allows = {}; ///< guarded rules that may be broken; "all"
    std::vector<Version> only = {};       ///< where it names any: these and no others
};

struct DownRequest {
    std::optional<Version> target = {};     ///< until this one is the newest; it stays
    std::optional<std::size_t> steps = {1}; ///< so many at most
    Effect effect = Effect::run;
    TransactionScope scope = TransactionScope::each;
    std::vector<std::string> allows = {}; ///< "fewer-rows" or "all"; no loss is refused going down
};

/// Gives what history keeps of a migration whose file is gone or changed.
using StoredDowns = std::function<std::optional<StoredDown>(const Version&)>;

/// What every plan is made from.
struct PlanningFacts {
    const MigrationSet& migrations;
    const HistoryState& history;
    const Dialect& dialect;
    StoredDowns stored_down;
    Placeholders placeholders = {};
};

/// Throws MigrationError: history (6) where files and history disagree, usage (2) where a migration
/// cannot be run as it is written, refused (5) where one loses data without leave.
VARVE_API Plan plan_up(const PlanningFacts& facts, const UpRequest& request);

/// Throws MigrationError: refused (5) where a migration has no way down.
VARVE_API Plan plan_down(const PlanningFacts& facts, const DownRequest& request);

} // namespace varve
