#pragma once

#include "varve/schema/change.hpp"

#include <span>
#include <string>
#include <vector>

namespace varve::sqlite {

/// The statements that make these changes of this schema, for Dialect::ddl. What ALTER TABLE cannot
/// do is done by making the table anew. Where foreign keys must not be enforced meanwhile, the
/// first statement turns them off, and the others are for one transaction.
std::vector<std::string> ddl(const schema::DatabaseSchema& before,
                             std::span<const schema::Change> changes);

} // namespace varve::sqlite
