#include "introspector.hpp"

#include "definitions.hpp"

#include "varve/db/connection.hpp"

#include <algorithm>
#include <array>

namespace varve::sqlite {

namespace {

using namespace schema;

// Tables and views come before what belongs to them. The tables in which a virtual table keeps what
// it has are its own.
constexpr const char* definitions = R"sql(
SELECT s.type, s.name, s.tbl_name, s.sql, coalesce(l.type, '') = 'virtual'
FROM sqlite_schema s LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name
WHERE s.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND s.sql IS NOT NULL AND coalesce(l.type, '') <> 'shadow'
ORDER BY CASE s.type WHEN 'table' THEN 0 WHEN 'view' THEN 1 ELSE 2 END, s.name)sql";

// https://www.sqlite.org/datatype3.html#determination_of_column_affinity
Kind kind_of(std::string type) {
    std::ranges::transform(type, type.begin(), [](unsigned char c) { return std::toupper(c); });
    const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
    if (has("INT")) return Kind::integer;
    if (has("CHAR") || has("CLOB") || has("TEXT")) return Kind::text;
    if (has("BLOB")) return Kind::bytes;
    if (has("REAL") || has("FLOA") || has("DOUB")) return Kind::real;
    return Kind::any;
}

template <class List> auto* named(List& list, std::string_view name) {
    const auto found =
        std::ranges::find_if(list, [&](const auto& one) { return one.name.name == name; });
    return found == list.end() ? nullptr : &*found;
}

void add_table(DatabaseSchema& model, const std::string& sql) {
    Table table = table_of(sql);
    for (Column& column : table.columns) column.type.kind = kind_of(column.type.spelling);
    model.tables.push_back(std::move(table));
}

void add_trigger(DatabaseSchema& model, const std::string& name, const std::string& owner,
                 const std::string& sql) {
    Trigger trigger{.name = name, .definition = sql};
    if (Table* const table = named(model.tables, owner))
        table->triggers.push_back(std::move(trigger));
    else if (View* const view = named(model.views, owner))
        view->triggers.push_back(std::move(trigger));
}

} // namespace

DatabaseSchema SqliteIntrospector::read(Connection& connection) const {
    constexpr std::array kinds{Kind::text, Kind::text, Kind::text, Kind::text, Kind::integer};
    const auto rows = connection.query({definitions}, kinds, Fetch::all);
    DatabaseSchema model;
    std::array<Cell, 5> row;
    while (rows->next(row)) {
        const std::string_view type = row[0].as_text();
        const std::string name(row[1].as_text()), owner(row[2].as_text()), sql(row[3].as_text());
        if (row[4].as_integer() != 0)
            model.others.push_back({"VIRTUAL TABLE", {{}, name}, {}, {sql}});
        else if (type == "table")
            add_table(model, sql);
        else if (type == "view")
            model.views.push_back(view_of(sql));
        else if (type == "trigger")
            add_trigger(model, name, owner, sql);
        else if (Table* const table = named(model.tables, owner))
            table->indexes.push_back(index_of(sql));
    }
    return model;
}

} // namespace varve::sqlite
