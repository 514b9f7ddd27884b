#pragma once

#include "varve/export.hpp"
#include "varve/schema/change.hpp"

#include <vector>

namespace varve {

/// What makes all of a schema in an empty database, each thing after what it needs, and otherwise
/// in order of kinds and names: always the same for the same schema. Foreign keys come behind all
/// tables, and so does a default or a check that needs its own table. Throws Error where things
/// need each other in another way.
VARVE_API std::vector<schema::Change> creation(const schema::DatabaseSchema& model);

} // namespace varve
