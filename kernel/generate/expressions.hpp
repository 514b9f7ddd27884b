#pragma once

#include "varve/schema/schema.hpp"

namespace varve {

/// The same without the text of its expressions and queries, which a database writes in its own
/// way, and some in yet another once it has read what it wrote.
schema::DatabaseSchema without_expressions(schema::DatabaseSchema model);

} // namespace varve
