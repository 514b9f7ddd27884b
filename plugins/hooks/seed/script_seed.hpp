#pragma once

#include "varve/db/connection.hpp"

#include <cstdint>
#include <string>

namespace varve::seed {

/// Runs the statements of an SQL file, in the transaction that is open, and returns how many rows
/// they changed. Error, which names the line, where one cannot be in a transaction.
std::uint64_t run_script(Connection& connection, const std::string& file, std::string_view text);

} // namespace varve::seed
