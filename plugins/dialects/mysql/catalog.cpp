#include "catalog.hpp"

#include "dialect.hpp"

#include <array>
#include <vector>

namespace varve::mysql {

Catalog::Catalog(Connection& connection)
    : connection_(connection), database_(connection.name_space()) {
    const auto rows = connection.query(
        {"SELECT LOWER(CONCAT(table_name, '.', column_name)) FROM information_schema.columns WHERE "
         "table_schema = 'information_schema' AND table_name IN ('CHECK_CONSTRAINTS', 'COLUMNS', "
         "'STATISTICS', 'TABLE_CONSTRAINTS', 'VIEWS')"},
        std::array{Kind::text}, Fetch::all);
    std::array<Cell, 1> row;
    while (rows->next(row)) told_.emplace(row[0].as_text());
}

std::string Catalog::filled_in(std::string_view query) const {
    std::string text;
    while (true) {
        const std::size_t open = query.find('{');
        text += query.substr(0, open);
        if (open == std::string_view::npos) return text;
        const std::size_t close = query.find('}', open);
        const std::string_view word = query.substr(open + 1, close - open - 1);
        text += word == "database" ? string_literal(database_)
                : tells(word)      ? std::string(word)
                                   : "NULL";
        query.remove_prefix(close + 1);
    }
}

void Catalog::each_row(std::string query, std::size_t columns,
                       const std::function<void(const CatalogRow&)>& function) const {
    const std::vector<Kind> kinds(columns, Kind::text);
    const auto rows = connection_.query({std::move(query)}, kinds, Fetch::all);
    std::vector<Cell> cells(columns);
    while (rows->next(cells)) function(CatalogRow(cells));
}

} // namespace varve::mysql
