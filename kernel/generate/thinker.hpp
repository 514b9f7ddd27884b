#pragma once

#include "kernel/generate/answers.hpp"
#include "varve/db/dialect.hpp"
#include "varve/db/driver.hpp"
#include "varve/export.hpp"
#include "varve/migration/migration_draft.hpp"

#include <string>
#include <vector>

namespace varve {

struct Sides;

/// How one schema comes to be another, and goes back.
struct Thought {
    std::vector<schema::Change> changes = {}; ///< none: they are alike
    std::vector<std::string> statements = {}; ///< that make them
    std::vector<Finding> losses = {};         ///< what these may lose
    MigrationDraft draft = {};                ///< of both ways, without a heading
};

/// Thinks it out, and tries it in scratch databases: the way up must come to what is wanted, and
/// the way down to what there was. Error where it does not, with what differs;
/// MigrationError(refused) where only a person can say whether something was renamed, and `ask`
/// does not.
VARVE_API Thought think_out(const Driver& driver, const ConnectRequest& beside, const Sides& sides,
                            const Ask& ask = {});

} // namespace varve
