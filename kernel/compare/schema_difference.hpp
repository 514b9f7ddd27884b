#pragma once

#include "varve/db/schema_object.hpp"
#include "varve/export.hpp"

#include <string>
#include <vector>

namespace varve {

/// One thing that two schemas do not have alike.
struct SchemaDifference {
    enum class Kind : std::uint8_t {
        missing, ///< the second lacks it
        added,   ///< only the second has it
        changed,
    };
    Kind kind = Kind::changed;
    SchemaObject before, after; ///< of a missing one `before`, of an added one `after`
};

/// In order of kinds and names. What belongs to a table that is missing or added goes with it and
/// is not told apart.
VARVE_API std::vector<SchemaDifference> differences(std::vector<SchemaObject> before,
                                                    std::vector<SchemaObject> after);

/// What a person says to it: "the index users_email", "the column users.email".
VARVE_API std::string in_words(const SchemaObject& object);

} // namespace varve
