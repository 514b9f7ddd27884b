#include "catalog_reader.hpp"
#include "catalog_text.hpp"
#include "dialect.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

using namespace schema;

namespace {

constexpr std::string_view tables = R"sql(
SELECT table_name, table_type, engine, table_collation, create_options, table_comment
FROM information_schema.tables
WHERE table_schema = {database} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')
ORDER BY table_name)sql";

constexpr std::string_view columns = R"sql(
SELECT table_name, column_name, column_default, is_nullable, data_type, column_type, collation_name, extra,
  {columns.generation_expression}, column_comment, {columns.srs_id}
FROM information_schema.columns WHERE table_schema = {database}
ORDER BY table_name, ordinal_position)sql";

constexpr std::string_view partitions = R"sql(
SELECT table_name, partition_method, partition_expression, subpartition_method, subpartition_expression,
  partition_name, partition_description, partition_comment, subpartition_name, subpartition_ordinal_position
FROM information_schema.partitions WHERE table_schema = {database} AND partition_name IS NOT NULL
ORDER BY table_name, partition_ordinal_position, subpartition_ordinal_position)sql";

// What these need more, another server or file say, is in no catalog.
bool is_told_in_part(std::string_view engine) {
    constexpr std::array engines{"MRG_MyISAM", "MRG_MYISAM", "FEDERATED", "CONNECT",
                                 "SPIDER",     "SEQUENCE",   "S3",        "NDBCLUSTER"};
    return std::ranges::find(engines, engine) != engines.end();
}

bool has(std::string_view extra, std::string_view words) {
    return extra.find(words) != std::string_view::npos;
}

std::string method_of(std::string_view method, std::string_view expression) {
    return std::string(method) + " (" + std::string(expression) + ')';
}

std::string values_of(std::string_view method, std::string_view description) {
    const std::string values(description);
    if (method == "RANGE" && values == "MAXVALUE") return " VALUES LESS THAN MAXVALUE";
    if (method.starts_with("RANGE")) return " VALUES LESS THAN (" + values + ')';
    if (values == "DEFAULT") return " DEFAULT";
    return method.starts_with("LIST") ? " VALUES IN (" + values + ')' : "";
}

} // namespace

void CatalogReader::read_tables() {
    each(tables, 6, [&](const CatalogRow& row) {
        if (row.view(1) == "SEQUENCE") {
            sequences_.push_back(row.text(0));
            sequence_comments_[row.text(0)] = row.text(5);
        } else if (is_told_in_part(row.view(2))) {
            model_.unread.push_back("table " + row.text(0) + " of the engine " + row.text(2));
        } else {
            add_table(row);
        }
    });
    std::ranges::sort(model_.tables, {}, &Table::name);
    for (std::size_t i = 0; i < model_.tables.size(); ++i)
        tables_.emplace(model_.tables[i].name.name, i);
}

void CatalogReader::add_table(const CatalogRow& row) {
    Table table{.name = {{}, row.text(0)}, .options = options_of(row.view(4))};
    table.options["engine"] = row.text(2);
    table.options["collation"] = row.text(3);
    if (row.view(1) == "SYSTEM VERSIONED") table.options["system_versioned"] = "yes";
    table.comment = row.text(5);
    model_.tables.push_back(std::move(table));
}

void CatalogReader::read_columns() {
    each(columns, 11, [&](const CatalogRow& row) {
        if (Table* const one = table(row.text(0))) add_column(*one, row);
    });
}

void CatalogReader::add_column(Table& table, const CatalogRow& row) {
    const std::string extra = row.text(7);
    Column column{.name = row.text(1),
                  .type = {kind_of_type(row.view(4), row.view(5)), row.text(5)},
                  .nullable = row.is_yes(3),
                  .collation = row.text(6),
                  .comment = row.text(9)};
    if (has(extra, " GENERATED"))
        column.generated = {expression_of(row.text(8), mode_), !has(extra, "VIRTUAL")};
    else
        column.default_value = default_of({row.text_if(2), row.view(4), extra}, mode_);
    if (column.default_value)
        column.default_value =
            unqualified(*column.default_value, id_of(PartOf<Column>{table.name, column}));
    if (has(extra, "auto_increment")) column.identity.emplace();
    if (has(extra, "INVISIBLE")) column.options["invisible"] = "yes";
    if (has(extra, "WITHOUT SYSTEM VERSIONING"))
        column.options["without_system_versioning"] = "yes";
    if (const std::size_t at = extra.find("on update "); at != std::string::npos) {
        const std::size_t value = at + std::string_view("on update ").size();
        column.options["on_update"] = extra.substr(value, extra.find(' ', value) - value);
    }
    if (!row.view(10).empty()) column.options["srid"] = row.text(10);
    table.columns.push_back(std::move(column));
}

void CatalogReader::read_partitions() {
    const auto end_parts = [](Table* one, bool in_parts) {
        if (one != nullptr) one->options["partitions"] += in_parts ? "))" : ")";
    };
    Table* now = nullptr;
    bool has_parts = false;
    std::string partition;
    each(partitions, 10, [&](const CatalogRow& row) {
        Table* const one = table(row.text(0));
        if (one == nullptr) return;
        if (row.view(1) == "SYSTEM_TIME") {
            if (one != now)
                model_.unread.push_back("the partitions by system time of table " + row.text(0));
            end_parts(std::exchange(now, nullptr), has_parts);
            return;
        }
        std::string& key = one->options["partitions"];
        if (one != now) {
            end_parts(std::exchange(now, one), has_parts);
            key = method_of(row.view(1), row.view(2));
            if (!row.view(3).empty())
                key += " SUBPARTITION BY " + method_of(row.view(3), row.view(4));
            key += " (";
            partition.clear();
        }
        has_parts = !row.view(8).empty();
        if (partition == row.view(5)) {
            key += ", SUBPARTITION " + quoted_identifier(row.view(8));
            return;
        }
        if (!partition.empty()) key += has_parts ? "), " : ", ";
        partition = row.text(5);
        key += "PARTITION " + quoted_identifier(partition) + values_of(row.view(1), row.view(6)) +
               comment_clause(row.view(7));
        if (has_parts) key += " (SUBPARTITION " + quoted_identifier(row.view(8));
    });
    end_parts(now, has_parts);
}

// They are kept as tables of one row, and information_schema tells only their names.
void CatalogReader::read_sequences() {
    std::string query;
    for (const std::string& name : sequences_)
        query += (query.empty() ? "SELECT " : " UNION ALL SELECT ") + string_literal(name) +
                 ", start_value, increment, minimum_value, maximum_value, cache_size, "
                 "cycle_option FROM " +
                 quoted_identifier(name);
    if (query.empty()) return;
    catalog_.each_row(query, 7, [&](const CatalogRow& row) {
        model_.sequences.push_back({.name = {{}, row.text(0)},
                                    .counting = {.start = row.number(1),
                                                 .increment = row.number(2),
                                                 .minimum = row.number(3),
                                                 .maximum = row.number(4),
                                                 .cache = row.number(5),
                                                 .cycle = row.number(6) != 0},
                                    .comment = sequence_comments_[row.text(0)]});
    });
    std::ranges::sort(model_.sequences, {}, &Sequence::name);
}

} // namespace varve::mysql
