#pragma once

#include "varve/schema/table.hpp"

#include <string>
#include <vector>

namespace varve::sqlite {

/// What a table is made anew with.
struct Rebuild {
    const schema::Table& before;
    const schema::Table& after;
    std::string temporary_name; ///< of the new one, until the old one is gone
    bool is_mentioned = true;   ///< are there views or triggers that may mention the table?
};

/// What ALTER TABLE cannot do: a new table, the rows of the old one, the old one's name, indexes
/// and triggers (https://www.sqlite.org/lang_altertable.html#otheralter). Rows keep their numbers,
/// and the table does not give out those of deleted ones again. Foreign keys have to be off where
/// anything refers to the table, for what DROP TABLE deletes takes what refers to it along.
std::vector<std::string> rebuilt(const Rebuild& rebuild);

} // namespace varve::sqlite
