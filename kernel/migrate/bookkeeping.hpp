#pragma once

#include "varve/db/dialect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// Where varve's own tables are. They are always named with their namespace, for a migration may
/// change where unqualified names lead.
struct Bookkeeping {
    std::string name_space; ///< empty where the database has no namespaces
    std::string prefix = "varve_";

    std::string name(std::string_view table) const { return prefix + std::string(table); }
    std::vector<std::string> all_names() const {
        return {name("history"), name("log"), name("journal"), name("lock")};
    }
    std::string qualified(const Dialect& dialect, std::string_view table) const {
        return dialect.qualified(name_space, name(table));
    }
};

} // namespace varve
