#pragma once

#include "varve/db/statement_traits.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace varve::duckdb {

/// What DuckDB does with a statement, on top of what `standard` says any SQL database does.
StatementTraits duckdb_traits(StatementTraits standard, std::string_view statement,
                              const std::function<std::string(std::string_view)>& normalize);

} // namespace varve::duckdb
