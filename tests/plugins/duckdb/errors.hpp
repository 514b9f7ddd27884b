#pragma once

#include "varve/error.hpp"

#include <string_view>

namespace varve::duckdb {

/// A setting of every database that this driver opens: errors come as JSON, with their position.
inline constexpr const char* errors_as_json = "errors_as_json";

/// What DuckDB says of an error, as JSON or in words ("Parser Error: …"), as an error of varve's.
DatabaseError error_of(std::string_view said, std::string_view statement = {});

DatabaseError misuse(std::string message, std::string_view statement);

} // namespace varve::duckdb
