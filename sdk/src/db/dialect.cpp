#include "varve/db/dialect.hpp"

#include "varve/schema/change.hpp"

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

std::string Dialect::distinct(std::string_view a, std::string_view b) const {
    return std::string(a) + " IS DISTINCT FROM " + std::string(b);
}

std::string Dialect::update(const RowUpdate& update) const {
    const std::string from = " FROM " + update.source + " AS s WHERE " + update.match;
    std::string list;
    for (const auto& [column, value] : update.assignments)
        list += (list.empty() ? "" : ", ") + quote(column) + " = (SELECT " + value + from + ')';
    return "UPDATE " + update.table + " AS t SET " + list + " WHERE EXISTS (SELECT 1" + from + ')';
}

std::string Dialect::load_csv(std::string_view, const std::vector<std::string>&) const {
    return {};
}

std::string Dialect::tables(std::string_view) const {
    return {};
}

std::optional<std::vector<std::string>> Dialect::ddl(std::span<const schema::Change>) const {
    return std::nullopt;
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
