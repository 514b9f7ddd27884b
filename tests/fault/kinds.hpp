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
    bool outside = false;      ///< cannot be in a transaction at all
    std::string cleanup = {};  ///< takes back what does not go with the database
};

const std::vector<Kind>& sqlite_kinds();
const std::vector<Kind>& postgresql_kinds();

} // namespace varve::test
