#pragma once

#include "varve/db/backup.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace varve::postgresql {

/// What a dump does not tell of itself before it is too late.
struct Owners {
    std::vector<std::string> owners;   ///< of something in the database
    std::vector<std::string> grantees; ///< who were granted something, or are named by a policy
    bool has_public = true;            ///< is there a schema of this name?
};

Owners owners_in(Connection& connection);
void write_owners(const std::filesystem::path& file, const Owners& owners);
Owners read_owners(const std::filesystem::path& file);

/// Why this user cannot give all to its owners on this server; empty: it can.
std::string why_not_theirs(Connection& connection, const Owners& owners);

/// Drops all that a database can have beyond what a new one has.
void make_empty(Connection& connection);

std::vector<ComparedRows> compared_rows(Connection& connection);

} // namespace varve::postgresql
