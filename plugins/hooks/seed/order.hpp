#pragma once

#include "seed_files.hpp"

#include <functional>

namespace varve::seed {

/// The tables that a table refers to.
using RefersTo = std::function<std::vector<std::string>(const TableName& table)>;

/// Seeds in the order in which they can go into the database: those of the tables that others refer
/// to, and those that others come `after`, first. Otherwise as they were. Tables that refer to each
/// other in a circle are left to the database; ConfigError where `after` makes one.
std::vector<SeedFile> ordered(const std::vector<SeedFile>& seeds, const RefersTo& refers_to);

} // namespace varve::seed
