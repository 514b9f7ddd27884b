#pragma once

#include "pair.hpp"

#include "support/database.hpp"

#include <functional>
#include <memory>
#include <string>

namespace varve::test {

/// An empty database of one kind.
using MakeDatabase = std::function<std::unique_ptr<Database>()>;

/// Takes a database from the one schema to the other and back, by the migration that varve writes.
/// Empty where all is as it shall be: the database comes to the schema, as generate sees it and as
/// the driver describes it; values survive; and the same on the way back. Otherwise what is not so.
std::string failure_of(const Pair& pair, const MakeDatabase& make_database);

} // namespace varve::test
