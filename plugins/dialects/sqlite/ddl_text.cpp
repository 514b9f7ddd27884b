#include "ddl_text.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <cctype>
#include <sqlite3.h>
#include <string_view>
#include <variant>

namespace varve::sqlite {

using namespace schema;

std::string spelled(std::string_view name) {
    const bool plain =
        !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
        std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (plain && sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) == 0)
        return std::string(name);
    std::string quoted = "\"";
    for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result.append(c == '\'' ? 2 : 1, c);
    return result + '\'';
}

std::string spelled(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + spelled(name);
    return list;
}

bool same_name(std::string_view one, std::string_view other) noexcept {
    return one.size() == other.size() &&
           sqlite3_strnicmp(one.data(), other.data(), static_cast<int>(one.size())) == 0;
}

namespace {

std::string option(const Options& options, const std::string& name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

std::string conflict(const Options& options, const std::string& name = "conflict") {
    const std::string value = option(options, name);
    return value.empty() ? value : " ON CONFLICT " + value;
}

std::string_view text_of(ForeignKey::Action action) {
    switch (action) {
    case ForeignKey::Action::restrict: return "RESTRICT";
    case ForeignKey::Action::cascade: return "CASCADE";
    case ForeignKey::Action::set_null: return "SET NULL";
    case ForeignKey::Action::set_default: return "SET DEFAULT";
    case ForeignKey::Action::no_action: break;
    }
    return "";
}

struct RuleText {
    const Constraint& constraint;

    std::string terms(const std::vector<std::string>& columns) const {
        const std::string written = option(constraint.options, "terms");
        return " (" + (written.empty() ? spelled(columns) : written) + ')' +
               conflict(constraint.options);
    }
    std::string operator()(const PrimaryKey& rule) const {
        return "PRIMARY KEY" + terms(rule.columns);
    }
    std::string operator()(const Unique& rule) const { return "UNIQUE" + terms(rule.columns); }
    std::string operator()(const Check& rule) const {
        return "CHECK (" + rule.expression + ')' + conflict(constraint.options);
    }
    std::string operator()(const ForeignKey& rule) const {
        return "FOREIGN KEY (" + spelled(rule.columns) + ") " + references(rule);
    }
    std::string references(const ForeignKey& rule) const {
        std::string text = "REFERENCES " + spelled(rule.table.name);
        if (!rule.referenced.empty()) text += " (" + spelled(rule.referenced) + ')';
        if (const auto action = text_of(rule.on_update); !action.empty())
            text += " ON UPDATE " + std::string(action);
        if (const auto action = text_of(rule.on_delete); !action.empty())
            text += " ON DELETE " + std::string(action);
        if (constraint.deferral == Constraint::Deferral::initially_deferred)
            text += " DEFERRABLE INITIALLY DEFERRED";
        return text;
    }
    std::string operator()(const Exclusion&) const {
        throw Error("SQLite has no exclusion constraints: " + constraint.name);
    }
};

std::string text_of(const Constraint& constraint) {
    const std::string name =
        constraint.name.empty() ? "" : "CONSTRAINT " + spelled(constraint.name) + ' ';
    return name + std::visit(RuleText{constraint}, constraint.rule);
}

// Behind its column: a key whose numbers are given out once only, and one that is no row's number.
bool stands_in_line(const Table& table, const Constraint& constraint) {
    const auto* const key = std::get_if<PrimaryKey>(&constraint.rule);
    if (key == nullptr || key->columns.size() != 1) return false;
    const auto column = std::ranges::find(table.columns, key->columns[0], &Column::name);
    return constraint.options.contains("descending") ||
           (column != table.columns.end() && column->identity);
}

std::string key_in_line(const Constraint& constraint, const Column& column) {
    return (constraint.name.empty() ? "" : " CONSTRAINT " + spelled(constraint.name)) +
           " PRIMARY KEY" + (constraint.options.contains("descending") ? " DESC" : "") +
           conflict(constraint.options) + (column.identity ? " AUTOINCREMENT" : "");
}

std::string text_of(const Column& column) {
    std::string text = spelled(column.name);
    if (!column.type.spelling.empty()) text += ' ' + column.type.spelling;
    if (!column.collation.empty()) text += " COLLATE " + spelled(column.collation);
    if (column.generated)
        text += " AS (" + column.generated->expression +
                (column.generated->stored ? ") STORED" : ") VIRTUAL");
    if (column.default_value) text += " DEFAULT " + *column.default_value;
    if (!column.nullable) text += " NOT NULL" + conflict(column.options, "not_null_conflict");
    return text;
}

} // namespace

std::string create_table(const Table& table) {
    std::string items;
    const auto add = [&](const std::string& item) {
        items += (items.empty() ? "\n    " : ",\n    ") + item;
    };
    for (const Column& column : table.columns) {
        std::string text = text_of(column);
        for (const Constraint& constraint : table.constraints)
            if (stands_in_line(table, constraint) &&
                std::get<PrimaryKey>(constraint.rule).columns[0] == column.name)
                text += key_in_line(constraint, column);
        add(text);
    }
    for (const Constraint& constraint : table.constraints)
        if (!stands_in_line(table, constraint)) add(text_of(constraint));
    std::string options = table.options.contains("strict") ? " STRICT" : "";
    if (table.options.contains("without_rowid"))
        options += options.empty() ? " WITHOUT ROWID" : ", WITHOUT ROWID";
    return "CREATE TABLE " + spelled(table.name.name) + " (" + items + "\n)" + options;
}

std::string create_index(const Name& table, const Index& index) {
    std::string elements;
    for (const IndexElement& element : index.elements)
        elements += (elements.empty() ? "" : ", ") +
                    (element.column.empty() ? element.expression : spelled(element.column)) +
                    (element.collation.empty() ? "" : " COLLATE " + spelled(element.collation)) +
                    (element.descending ? " DESC" : "");
    return (index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") + spelled(index.name) +
           " ON " + spelled(table.name) + " (" + elements + ')' +
           (index.predicate.empty() ? "" : " WHERE " + index.predicate);
}

std::string create_view(const View& view) {
    const std::string columns = option(view.options, "columns");
    return "CREATE VIEW " + spelled(view.name.name) +
           (columns.empty() ? "" : " (" + columns + ')') + " AS " + view.query;
}

std::string add_column(const Name& table, const Column& column, const Constraint* key) {
    std::string text = "ALTER TABLE " + spelled(table.name) + " ADD COLUMN " + text_of(column);
    if (key == nullptr) return text;
    if (!key->name.empty()) text += " CONSTRAINT " + spelled(key->name);
    return text + ' ' + RuleText{*key}.references(std::get<ForeignKey>(key->rule));
}

} // namespace varve::sqlite
