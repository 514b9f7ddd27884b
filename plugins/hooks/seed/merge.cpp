#include "merge.hpp"

#include <algorithm>

namespace varve::seed {

namespace {

/// "a, b" of what `text` makes of each item.
template <class Items, class Text>
std::string joined(const Items& items, const Text& text, const char* separator = ", ") {
    std::string list;
    for (const auto& item : items) list += (list.empty() ? "" : separator) + text(item);
    return list;
}

std::string quoted_list(const Dialect& dialect, const std::vector<std::string>& names,
                        const std::string& before = {}) {
    return joined(names, [&](const std::string& name) { return before + dialect.quote(name); });
}

std::string same(const Dialect& dialect, const std::vector<std::string>& key, const std::string& a,
                 const std::string& b) {
    return joined(
        key,
        [&](const std::string& name) {
            return a + '.' + dialect.quote(name) + " = " + b + '.' + dialect.quote(name);
        },
        " AND ");
}

bool is_stored(const Column& column) {
    return column.from != Column::From::expression;
}

} // namespace

Merge::Merge(const Dialect& dialect, const TableName& table, std::vector<std::string> key,
             const Shape& shape, const std::string& suffix)
    : dialect_(dialect), table_(table), target_(dialect.qualified(table.name_space, table.name)),
      key_(std::move(key)), shape_(shape), stage_(dialect.quote("varve_seed_rows_" + suffix)),
      resolved_(has_references(shape) ? dialect.quote("varve_seed_resolved_" + suffix) : stage_) {}

// Each leaf has the type of the column that it is about, in whichever table that is.
std::vector<std::string> Merge::create() const {
    std::string list, from = target_ + " AS t";
    std::size_t tables = 0;
    for (const Leaf& leaf : leaves_of(shape_)) {
        std::string row = "t";
        if (!leaf.table.empty()) {
            row = "r" + std::to_string(++tables);
            from += ", " + dialect_.qualified(table_.name_space, leaf.table) + " AS " + row;
        }
        list += (list.empty() ? "" : ", ") + row + '.' + dialect_.quote(leaf.column) + " AS " +
                dialect_.quote(leaf.name);
    }
    std::vector<std::string> statements{"CREATE TEMPORARY TABLE " + stage_ + " AS SELECT " + list +
                                        " FROM " + from + " WHERE 1 = 0"};
    if (resolved_ != stage_)
        statements.push_back("CREATE TEMPORARY TABLE " + resolved_ + " AS SELECT " +
                             columns_of("t", false) + " FROM " + target_ + " AS t WHERE 1 = 0");
    return statements;
}

std::vector<std::string> Merge::empty() const {
    if (resolved_ == stage_) return {"DELETE FROM " + stage_};
    return {"DELETE FROM " + stage_, "DELETE FROM " + resolved_};
}

std::string Merge::columns_of(const char* row, bool with_expressions) const {
    std::string list;
    for (const Column& column : shape_) {
        if (!with_expressions && !is_stored(column)) continue;
        list += (list.empty() ? "" : ", ") + (is_stored(column)
                                                  ? row + ('.' + dialect_.quote(column.name))
                                                  : '(' + column.expression + ')');
    }
    return list;
}

namespace {

std::string is_given(const Dialect& dialect, const Column& reference, const std::string& path) {
    return joined(
        leaves_of({reference}),
        [&](const Leaf& leaf) { return "s." + dialect.quote(path + leaf.name) + " IS NOT NULL"; },
        " OR ");
}

Operand staged(const Dialect& dialect) {
    return [&dialect](const std::string& leaf) { return "s." + dialect.quote(leaf); };
}

} // namespace

std::vector<LostReferences> Merge::lost_references() const {
    std::vector<LostReferences> questions;
    for (const Column& column : shape_)
        if (column.from == Column::From::reference)
            questions.push_back(
                {column.name + '.' + leaves_of(column.parts)[0].name, column.table,
                 "SELECT COUNT(*) FROM " + stage_ + " AS s WHERE (" +
                     is_given(dialect_, column, {}) + ") AND (SELECT COUNT(*)" +
                     found_by(dialect_, table_.name_space, column, column.name, staged(dialect_)) +
                     ") <> 1"});
    return questions;
}

std::string Merge::count_without_key() const {
    return "SELECT COUNT(*) FROM " + resolved_ + " AS s WHERE " +
           joined(
               key_,
               [&](const std::string& name) { return "s." + dialect_.quote(name) + " IS NULL"; },
               " OR ");
}

std::string Merge::resolve() const {
    if (resolved_ == stage_) return {};
    std::string columns, values;
    for (const Column& column : shape_) {
        if (!is_stored(column)) continue;
        columns += (columns.empty() ? "" : ", ") + dialect_.quote(column.name);
        values +=
            (values.empty() ? "" : ", ") +
            (column.from == Column::From::reference
                 ? looked_up(dialect_, table_.name_space, column, column.name, staged(dialect_))
                 : "s." + dialect_.quote(column.name));
    }
    return "INSERT INTO " + resolved_ + " (" + columns + ") SELECT " + values + " FROM " + stage_ +
           " AS s";
}

std::string Merge::keep_keys(const std::string& keys_table) const {
    return "INSERT INTO " + keys_table + " SELECT " + quoted_list(dialect_, key_, "s.") + " FROM " +
           resolved_ + " AS s";
}

std::string Merge::insert_missing() const {
    const std::string columns =
        joined(shape_, [&](const Column& column) { return dialect_.quote(column.name); });
    return "INSERT INTO " + target_ + " (" + columns + ") SELECT " + columns_of("s", true) +
           " FROM " + resolved_ + " AS s WHERE NOT EXISTS (SELECT 1 FROM " + target_ +
           " AS t WHERE " + same(dialect_, key_, "t", "s") + ')';
}

std::string Merge::update_different() const {
    RowUpdate update{.table = target_, .source = resolved_};
    std::string differs;
    for (const Column& column : shape_) {
        if (!is_stored(column) || std::ranges::find(key_, column.name) != key_.end()) continue;
        const std::string name = dialect_.quote(column.name);
        update.assignments.push_back({column.name, "s." + name});
        differs += (differs.empty() ? "" : " OR ") + dialect_.distinct("t." + name, "s." + name);
    }
    if (differs.empty()) return {};
    update.match = same(dialect_, key_, "t", "s") + " AND (" + differs + ')';
    return dialect_.update(update);
}

std::string create_keys(const Dialect& dialect, const TableName& table,
                        const std::vector<std::string>& key, const std::string& keys_table) {
    return "CREATE TEMPORARY TABLE " + keys_table + " AS SELECT " + quoted_list(dialect, key) +
           " FROM " + dialect.qualified(table.name_space, table.name) + " WHERE 1 = 0";
}

std::string find_double_key(const Dialect& dialect, const std::vector<std::string>& key,
                            const std::string& keys_table) {
    const std::string list = quoted_list(dialect, key);
    return "SELECT " + list + " FROM " + keys_table + " GROUP BY " + list +
           " HAVING COUNT(*) > 1 ORDER BY " + list + ' ' + dialect.limit(1);
}

std::string delete_others(const Dialect& dialect, const TableName& table,
                          const std::vector<std::string>& key, const std::string& keys_table) {
    const std::string target = dialect.qualified(table.name_space, table.name);
    return "DELETE FROM " + target + " WHERE NOT EXISTS (SELECT 1 FROM " + keys_table +
           " AS s WHERE " + same(dialect, key, target, "s") + ')';
}

} // namespace varve::seed
