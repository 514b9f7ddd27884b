#pragma once

#include <string>
#include <vector>

namespace varve::test {

/// A kind of statement, in a database that `setup` prepared.
struct Kind {
    std::string name;
    std::string statement; ///< the one that the program is killed around
    std::string setup = "SELECT 1;";
    std::string question = {}; ///< whose answer tells what no dump shows
    std::string answer = {};   ///< to the question, once the statement took effect
    bool outside = false;      ///< cannot be in a transaction at all
    bool in_doubt = false;     ///< nothing in the database tells varve whether it did
    std::string leftover = {}; ///< takes away what a statement in doubt left that is no good
    std::string cleanup = {};  ///< takes back what does not go with the database
};

const std::vector<Kind>& sqlite_kinds();
const std::vector<Kind>& postgresql_kinds();
/// In their texts {} is a name of the kind's own; row_kinds go on where the one before ended.
const std::vector<Kind>& mysql_kinds();
const std::vector<Kind>& mariadb_kinds();

} // namespace varve::test
