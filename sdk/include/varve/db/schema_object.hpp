#pragma once

#include <string>

namespace varve {

/// One thing of a database's schema, as text. Two things that do the same have the same definition,
/// by whatever statements they were made: white space, the order in which columns were added and
/// names that the database invents do not count.
struct SchemaObject {
    std::string kind; ///< "table", "column", "index", "constraint", "view", "function", …
    std::string name; ///< as SQL names it, unique in its kind: "users", "users.email"
    std::string definition = {};
    std::string table = {}; ///< that it belongs to, and goes with; its own name for a table

    friend bool operator==(const SchemaObject&, const SchemaObject&) = default;
};

} // namespace varve
