#pragma once

#include "duckdb_c.hpp"
#include "varve/db/value.hpp"

#include <optional>
#include <string>

namespace varve::duckdb {

/// An integer of 128 bits with a decimal point before its last `scale` digits.
std::string decimal_text(duckdb_hugeint number, unsigned scale);
std::string decimal_text(duckdb_uhugeint number);

/// `cell` as another kind, or nothing where it cannot be had as that: numbers as each other while
/// nothing is lost, 0 and 1 as boolean, and everything as text. What needs room is put into
/// `buffer`, which `cell` may be a view of.
std::optional<Cell> converted(Cell cell, Kind wanted, std::string& buffer);

} // namespace varve::duckdb
