#pragma once

#include "varve/migration/migration_draft.hpp"

#include <string>

namespace varve::sql {

/// The text of a new migration: what to fill in, and the directives in short.
std::string migration_template(const std::string& name);
/// The file of one that is written already.
std::string migration_text(const MigrationDraft& draft);
/// An empty file of a repeatable one.
std::string repeatable_template(const std::string& name);

} // namespace varve::sql
