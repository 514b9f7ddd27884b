#pragma once

#include "varve/db/dialect.hpp"
#include "varve/db/value.hpp"

#include <string>
#include <string_view>
#include <utility>
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

/// The first `count` parameters of a statement: "?, ?".
inline std::string parameters(const Dialect& dialect, std::size_t count) {
    std::string list;
    for (std::size_t i = 1; i <= count; ++i) list += (i == 1 ? "" : ", ") + dialect.parameter(i);
    return list;
}

/// What they stand for; made in place, for a list in braces would copy each of them once more.
template <class... Parts> std::vector<Value> values_of(Parts&&... parts) {
    std::vector<Value> values;
    values.reserve(sizeof...(parts));
    (values.emplace_back(std::forward<Parts>(parts)), ...);
    return values;
}

} // namespace varve
