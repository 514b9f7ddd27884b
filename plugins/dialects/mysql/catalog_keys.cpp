#include "catalog_reader.hpp"
#include "catalog_text.hpp"
#include "dialect.hpp"

#include <algorithm>

namespace varve::mysql {

using namespace schema;

namespace {

constexpr std::string_view indexes = R"sql(
SELECT table_name, index_name, non_unique, column_name, collation, sub_part, index_type, index_comment,
  {statistics.ignored}, {statistics.is_visible}, {statistics.expression}
FROM information_schema.statistics WHERE table_schema = {database}
ORDER BY table_name, index_name, seq_in_index)sql";

constexpr std::string_view foreign_keys = R"sql(
SELECT k.table_name, k.constraint_name, k.column_name, NULLIF(k.referenced_table_schema, {database}),
  k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule
FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
  ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
  AND r.table_name = k.table_name
WHERE k.table_schema = {database} AND k.constraint_schema = {database} AND r.constraint_schema = {database}
ORDER BY k.table_name, k.constraint_name, k.ordinal_position)sql";

// The names are unique in a table on MariaDB, and in a database on MySQL.
constexpr std::string_view checks = R"sql(
SELECT table_constraints.table_name, check_constraints.constraint_name, check_clause,
  {table_constraints.enforced}, {check_constraints.level}
FROM information_schema.check_constraints JOIN information_schema.table_constraints
  ON check_constraints.constraint_schema = table_constraints.constraint_schema
  AND check_constraints.constraint_name = table_constraints.constraint_name
  AND table_constraints.table_name = COALESCE({check_constraints.table_name}, table_constraints.table_name)
WHERE constraint_type = 'CHECK' AND check_constraints.constraint_schema = {database}
  AND table_constraints.constraint_schema = {database}
ORDER BY table_constraints.table_name, check_constraints.constraint_name)sql";

// InnoDB makes nothing else of RESTRICT, and the servers tell either where nothing was said.
ForeignKey::Action action_of(std::string_view rule) {
    if (rule == "CASCADE") return ForeignKey::Action::cascade;
    if (rule == "SET NULL") return ForeignKey::Action::set_null;
    if (rule == "SET DEFAULT") return ForeignKey::Action::set_default;
    return ForeignKey::Action::no_action;
}

std::string term_of(const IndexElement& element) {
    const std::string length = element.prefix_length == 0
                                   ? std::string()
                                   : '(' + std::to_string(element.prefix_length) + ')';
    return quoted_identifier(element.column) + length + (element.descending ? " DESC" : "");
}

// A key with more to it than the names of columns.
Constraint primary_key_of(const Index& index) {
    Constraint constraint{.name = "PRIMARY", .comment = index.comment};
    PrimaryKey key;
    std::string terms;
    bool is_plain = true;
    for (const IndexElement& element : index.elements) {
        key.columns.push_back(element.column);
        terms += (terms.empty() ? "" : ", ") + term_of(element);
        is_plain = is_plain && element.prefix_length == 0 && !element.descending;
    }
    if (!is_plain) constraint.options["terms"] = terms;
    if (!index.method.empty()) constraint.options["method"] = index.method;
    constraint.rule = std::move(key);
    return constraint;
}

} // namespace

void CatalogReader::read_indexes() {
    each(indexes, 11, [&](const CatalogRow& row) {
        if (Table* const one = table(row.text(0))) add_index(*one, row);
    });
    for (Table& table : model_.tables) {
        const auto primary = std::ranges::find(table.indexes, "PRIMARY", &Index::name);
        if (primary == table.indexes.end()) continue;
        table.constraints.push_back(primary_key_of(*primary));
        table.indexes.erase(primary);
    }
}

void CatalogReader::add_index(Table& table, const CatalogRow& row) {
    if (table.indexes.empty() || table.indexes.back().name != row.view(1)) {
        const bool is_usual = row.view(6) == "BTREE" && table.options["engine"] != "MEMORY";
        table.indexes.push_back({.name = row.text(1),
                                 .unique = row.number(2) == 0,
                                 .method = is_usual ? "" : row.text(6),
                                 .visible = row.view(8) != "YES" && row.view(9) != "NO",
                                 .comment = row.text(7)});
    }
    const bool is_whole = row.view(6) == "SPATIAL" || row.view(6) == "FULLTEXT";
    IndexElement element{.column = row.text(3),
                         .descending = row.view(4) == "D",
                         .prefix_length = is_whole ? 0 : static_cast<std::uint32_t>(row.number(5))};
    if (element.column.empty()) element.expression = '(' + expression_of(row.text(10), mode_) + ')';
    table.indexes.back().elements.push_back(std::move(element));
}

// A column's type cannot change while a foreign key is on it.
void CatalogReader::read_foreign_keys() {
    each(foreign_keys, 8, [&](const CatalogRow& row) {
        Table* const one = table(row.text(0));
        if (one == nullptr) return;
        if (one->constraints.empty() || one->constraints.back().name != row.view(1))
            one->constraints.push_back({.name = row.text(1),
                                        .rule = ForeignKey{.table = {row.text(3), row.text(4)},
                                                           .on_update = action_of(row.view(6)),
                                                           .on_delete = action_of(row.view(7))}});
        auto& key = std::get<ForeignKey>(one->constraints.back().rule);
        key.columns.push_back(row.text(2));
        key.referenced.push_back(row.text(5));
        const ObjectId id = id_of(PartOf<Constraint>{one->name, one->constraints.back()});
        model_.dependencies.push_back({id, {ObjectKind::column, one->name, row.text(2)}});
        model_.dependencies.push_back({id, {ObjectKind::column, key.table, row.text(5)}});
    });
}

void CatalogReader::read_checks() {
    if (!catalog_.tells("check_constraints.check_clause")) return;
    each(checks, 5, [&](const CatalogRow& row) {
        Table* const one = table(row.text(0));
        if (one == nullptr) return;
        std::string expression = expression_of(row.text(2), mode_);
        const auto column = std::ranges::find(one->columns, row.view(1), &Column::name);
        if (row.view(4) == "Column" && column != one->columns.end())
            column->options["check"] = std::move(expression);
        else
            one->constraints.push_back({.name = row.text(1),
                                        .rule = Check{std::move(expression)},
                                        .enforced = row.view(3) != "NO"});
    });
    for (Table& table : model_.tables) std::ranges::sort(table.constraints, {}, &Constraint::name);
}

} // namespace varve::mysql
