#include "varve/db/dialect.hpp"

namespace varve {

Dialect::~Dialect() = default;

std::string Dialect::table_options() const {
    return {};
}

std::string Dialect::namespaces_of_table(std::string_view, std::string_view) const {
    return {};
}

std::string Dialect::foreign_keys(std::string_view) const {
    return {};
}

std::string Dialect::tables(std::string_view) const {
    return {};
}

std::string_view to_string(Feature feature) noexcept {
    switch (feature) {
    case Feature::transactional_ddl: return "transactional_ddl";
    case Feature::savepoints: return "savepoints";
    case Feature::namespaces: break;
    }
    return "namespaces";
}

} // namespace varve
