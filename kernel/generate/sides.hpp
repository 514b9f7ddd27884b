#pragma once

#include "kernel/generate/answers.hpp"
#include "varve/schema/schema.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

struct StatusReport;

/// What stands for the schema that the migrations make.
inline constexpr std::string_view from_migrations = "migrations";

/// What stands for the tables that the libraries of entities need.
inline constexpr std::string_view from_entities = "entities";

/// Is it the URL of a database, and not a file?
bool is_database(const std::string& to);

/// What a database is and what it shall be, as far as that is varve's.
struct Sides {
    schema::DatabaseSchema is, shall;
    std::string name_space;              ///< of the connection: what has none is in it
    std::vector<std::string> untouched;  ///< what differs, or may, and is not for varve to change
    std::set<schema::ObjectId> all = {}; ///< of both, with what is not varve's
    std::vector<Answer> answers = {};    ///< what the one who wants it says of its history
};

/// What differs, or may, and is not for varve to change, in words.
std::vector<std::string> untouched_between(const schema::DatabaseSchema& from,
                                           const schema::DatabaseSchema& to);

/// MigrationError(pending): what is not run yet is not there to be compared.
void refuse_pending(const StatusReport& status);

} // namespace varve
