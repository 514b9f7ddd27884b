#pragma once

#include "varve/db/driver.hpp"
#include "varve/testing/suite.hpp"

namespace varve::duckdb {

/// What is DuckDB's own, and so not in the SDK's suite. `driver` outlives them.
testing::Suite own_cases(const Driver& driver);

} // namespace varve::duckdb
