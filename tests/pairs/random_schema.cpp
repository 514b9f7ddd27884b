#include "random_schema.hpp"

namespace varve::test {

namespace {

using Schema = RandomSchema;

std::string name_of_key = "id";

const Schema::Column* find(const Schema& schema, const std::string& table,
                           const std::string& column) {
    const auto owner = schema.tables.find(table);
    if (owner == schema.tables.end()) return nullptr;
    const auto found = owner->second.columns.find(column);
    return found == owner->second.columns.end() ? nullptr : &found->second;
}

// Names without their quotes.
std::string bare(std::string name) {
    const std::string quote = name.substr(0, 1);
    if (quote != "\"" && quote != "`") return name;
    name = name.substr(1, name.size() - 2);
    return filled(name, quote + quote, quote);
}

std::string reference_text(const Schema::Column& column) {
    return " REFERENCES " + column.refers_to + " (" + name_of_key + ')' + column.action;
}

std::string column_text(const std::string& name, const Schema::Table& table,
                        const Vocabulary& words) {
    const Schema::Column& column = table.columns.at(name);
    const Vocabulary::Type& type = words.types[column.type];
    if (!column.generated.empty()) {
        const Schema::Column& base = table.columns.at(column.computed_of);
        const std::string expression =
            filled(words.types[base.type].computed, "@", column.computed_of);
        return name + ' ' + filled(column.generated, "@", expression);
    }
    std::string text = name + ' ' + type.name + column.collation;
    if (column.not_null) text += " NOT NULL";
    if (!column.default_value.empty()) text += " DEFAULT " + column.default_value;
    if (column.unique) text += " UNIQUE";
    if (column.checked && !type.check.empty())
        text += " CHECK (" + filled(type.check, "@", name) + ')';
    if (!column.refers_to.empty() && !words.foreign_keys_apart) text += reference_text(column);
    return text;
}

std::string table_text(const std::string& name, const Schema::Table& table,
                       const Vocabulary& words) {
    std::string text = "CREATE TABLE " + name + " (\n    " + name_of_key + ' ' + table.key;
    for (const auto& [column, is] : table.columns)
        text += ",\n    " + column_text(column, table, words);
    text += "\n)" + table.options + ";\n";
    for (const auto& [index, is] : table.indexes)
        text += std::string(is.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + index + " ON " +
                name + " (" + filled(is.element, "@", is.column) + ')' +
                filled(is.predicate, "@", is.column) + ";\n";
    return text;
}

} // namespace

std::string filled(std::string text, const std::string& mark, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size())
        text.replace(at, mark.size(), by);
    return text;
}

std::string sql_of(const Schema& schema, const Vocabulary& words) {
    std::string text;
    for (const auto& [name, table] : schema.tables) text += table_text(name, table, words);
    if (words.foreign_keys_apart)
        for (const auto& [name, table] : schema.tables)
            for (const auto& [column, is] : table.columns)
                if (!is.refers_to.empty())
                    text += "ALTER TABLE " + name + " ADD FOREIGN KEY (" + column + ')' +
                            reference_text(is) + ";\n";
    for (const auto& [name, view] : schema.views)
        text += "CREATE VIEW " + name + " AS SELECT " + name_of_key + ", " + view.column +
                " FROM " + view.table + ";\n";
    for (const auto& [name, trigger] : schema.triggers) {
        std::string one = filled(trigger.text, "{name}", name);
        one = filled(one, "{table}", trigger.table);
        one = filled(one, "{other}", trigger.other);
        text += filled(one, "@", trigger.column) + ";\n";
    }
    return text;
}

std::string rows_of(const RandomPair& pair, const Vocabulary& words) {
    const auto stays = [&](const std::string& other) {
        return other.empty() ||
               (pair.before.tables.contains(other) && pair.after.tables.contains(other));
    };
    const auto value = [&](const std::string& table, const std::string& name, int row) {
        const Schema::Column& is = pair.before.tables.at(table).columns.at(name);
        const Schema::Column* const shall = find(pair.after, table, name);
        if (!is.refers_to.empty()) return std::string("NULL"); // until all rows are there
        if (shall != nullptr && !shall->refers_to.empty())
            return stays(shall->refers_to) ? std::to_string(row) : std::string("NULL");
        const bool needed = is.not_null || (shall != nullptr && shall->not_null);
        if (!needed && (row + name.size()) % 3 == 0) return std::string("NULL");
        return filled(words.types[is.type].value, "#", std::to_string(row));
    };
    std::string text, references;
    for (int row = 1; row <= 3; ++row)
        for (const auto& [table, is] : pair.before.tables) {
            std::string columns = name_of_key, values = std::to_string(row);
            for (const auto& [column, one] : is.columns) {
                if (!one.generated.empty()) continue;
                columns += ", " + column;
                values += ", " + value(table, column, row);
            }
            text += "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ");\n";
        }
    for (const auto& [table, is] : pair.before.tables)
        for (const auto& [column, one] : is.columns) {
            const Schema::Column* const shall = find(pair.after, table, column);
            if (!one.refers_to.empty() && stays(one.refers_to) &&
                (shall == nullptr || stays(shall->refers_to)))
                references += "UPDATE " + table + " SET " + column + " = " + name_of_key + ";\n";
        }
    return text + references;
}

std::set<std::string> converted(const RandomPair& pair) {
    std::set<std::string> names;
    for (const auto& [table, is] : pair.before.tables)
        for (const auto& [name, column] : is.columns) {
            const Schema::Column* const shall = find(pair.after, table, name);
            if (shall == nullptr) continue;
            const Schema::Column* const from = find(pair.before, table, column.computed_of);
            const Schema::Column* const now = find(pair.after, table, column.computed_of);
            const bool another_base = from != nullptr && now != nullptr && from->type != now->type;
            // What is computed may be held in another way where the table has other options.
            const bool another_table =
                !column.generated.empty() && pair.after.tables.at(table).options != is.options;
            if (shall->type != column.type || another_base || another_table)
                names.insert(bare(table) + '.' + bare(name));
        }
    return names;
}

} // namespace varve::test
