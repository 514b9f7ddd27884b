#pragma once

#include "varve/schema/schema.hpp"

#include <string>
#include <vector>

namespace varve {

class Dialect;

/// What a program's entities need in a database.
struct EntityTables {
    /// Something that has another name now.
    struct Rename {
        schema::ObjectId object; ///< as it is called now
        std::string from;        ///< the last part of its former name
    };

    schema::DatabaseSchema model = {};
    std::vector<Rename> renames = {};
};

/// Spells the tables for a database; what has no namespace of its own is in `name_space`.
using ContributedEntities = EntityTables (*)(const Dialect& dialect, const std::string& name_space);

} // namespace varve
