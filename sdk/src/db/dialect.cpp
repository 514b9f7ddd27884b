#include "varve/db/dialect.hpp"

#include "varve/orm/json.hpp"
#include "varve/schema/change.hpp"

namespace varve {

Dialect::~Dialect() = default;

std::string Dialect::current_moment() const {
    return "CURRENT_TIMESTAMP";
}

std::string Dialect::number_type(Kind kind, const NumberSize& size) const {
    if (kind == Kind::integer && size.bytes != 0 && size.bytes <= 4)
        return size.bytes == 4 ? "INTEGER" : "SMALLINT";
    if (kind == Kind::real && size.bytes == 4) return "REAL";
    if (kind == Kind::decimal && size.precision != 0)
        return "DECIMAL(" + std::to_string(size.precision) + ',' + std::to_string(size.scale) + ')';
    return column_type(kind);
}

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

std::optional<std::vector<std::string>> Dialect::ddl(const schema::DatabaseSchema&,
                                                     std::span<const schema::Change>) const {
    return std::nullopt;
}

std::string Dialect::page(std::string_view rows, std::string_view offset) const {
    std::string text;
    if (!offset.empty()) text = "OFFSET " + std::string(offset) + " ROWS";
    if (rows.empty()) return text;
    return text + (text.empty() ? "" : " ") + "FETCH NEXT " + std::string(rows) + " ROWS ONLY";
}

namespace {

std::string on_conflict(std::span<const std::string> key) {
    std::string list;
    for (const std::string& column : key) list += (list.empty() ? "" : ", ") + column;
    return "ON CONFLICT (" + list + ") DO ";
}

} // namespace

std::string Dialect::on_conflict_update(std::span<const std::string> key) const {
    return on_conflict(key) + "UPDATE SET ";
}

std::string Dialect::on_conflict_nothing(std::span<const std::string> key) const {
    return on_conflict(key) + "NOTHING";
}

std::string Dialect::inserted(std::string_view column) const {
    return "excluded." + std::string(column);
}

std::string Dialect::share_lock() const {
    return "FOR SHARE";
}

std::string Dialect::concatenated(std::string_view a, std::string_view b) const {
    return std::string(a) + " || " + std::string(b);
}

std::string Dialect::typed(std::string_view expression, Kind) const {
    return std::string(expression);
}

std::string json_place(std::span<const std::string> path) {
    std::string place = "$";
    for (const std::string& name : path) {
        place += '.';
        orm::append_json(place, Cell::text(name));
    }
    return place;
}

std::string Dialect::json_value(std::string_view document, std::span<const std::string> path,
                                Kind kind) const {
    const std::string place = literal(Cell::text(json_place(path)));
    return typed("JSON_VALUE(" + std::string(document) + ", " + place + ')', kind);
}

std::string Dialect::json_set(std::string_view document, std::span<const std::string> path,
                              std::string_view value) const {
    return "JSON_SET(" + std::string(document) + ", " + literal(Cell::text(json_place(path))) +
           ", JSON_EXTRACT(" + std::string(value) + ", '$'))";
}

std::string Dialect::last_identity() const {
    return {};
}

std::string_view to_string(Feature feature) noexcept {
    switch (feature) {
    case Feature::transactional_ddl: return "transactional_ddl";
    case Feature::savepoints: return "savepoints";
    case Feature::insert_returning: return "insert_returning";
    case Feature::update_returning: return "update_returning";
    case Feature::delete_returning: return "delete_returning";
    case Feature::row_locks: return "row_locks";
    case Feature::no_wait: return "no_wait";
    case Feature::skip_locked: return "skip_locked";
    case Feature::common_table_expressions: return "common_table_expressions";
    case Feature::window_functions: return "window_functions";
    case Feature::set_operations: return "set_operations";
    case Feature::distinct_on: return "distinct_on";
    case Feature::json: return "json";
    case Feature::arrays: return "arrays";
    case Feature::namespaces: break;
    }
    return "namespaces";
}

} // namespace varve
