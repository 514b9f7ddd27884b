#include "table_facts.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace varve::seed {

TableName TableName::parse(std::string_view text) {
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return {.name = std::string(text)};
    return {std::string(text.substr(0, point)), std::string(text.substr(point + 1))};
}

ForeignKeys::ForeignKeys(Connection& connection, const std::string& name_space) {
    const std::string question = connection.dialect().foreign_keys(name_space);
    if (question.empty()) return;
    const std::array<Kind, 5> texts{Kind::text, Kind::text, Kind::text, Kind::text, Kind::text};
    for (const RowValues& row : read_all(*connection.query({question}, texts)))
        add(row[0].to_string(), row[2].to_string(), {row[3].to_string(), row[4].to_string()});
}

void ForeignKeys::add(const std::string& table, const std::string& column,
                      const Referenced& referenced) {
    of_tables_[table].try_emplace(column, referenced);
}

const Referenced* ForeignKeys::find(const std::string& table, const std::string& column) const {
    const auto keys = of_tables_.find(table);
    if (keys == of_tables_.end()) return nullptr;
    const auto key = keys->second.find(column);
    return key == keys->second.end() ? nullptr : &key->second;
}

std::vector<std::string> ForeignKeys::tables_of(const std::string& table) const {
    std::vector<std::string> tables;
    if (const auto keys = of_tables_.find(table); keys != of_tables_.end())
        for (const auto& [column, referenced] : keys->second) tables.push_back(referenced.table);
    return tables;
}

std::vector<ColumnInfo> columns_of(Connection& connection, const TableName& table) {
    const std::string name = connection.dialect().qualified(table.name_space, table.name);
    const auto rows = connection.query({"SELECT * FROM " + name + " WHERE 1 = 0"});
    return {rows->columns().begin(), rows->columns().end()};
}

namespace {

bool contains_any(std::string_view type, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::search(type, word, {}, [](unsigned char c) {
                   return static_cast<char>(std::toupper(c));
               }).begin() != type.end();
    });
}

template <class Number> bool is_a(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

Expectation expectation_of(const ColumnInfo& column) {
    // Only a database that takes any value in any column does not tell a kind.
    // Some have no booleans of their own, but small numbers.
    if (column.kind != Kind::any)
        return {.boolean = column.kind == Kind::boolean || column.kind == Kind::integer};
    if (contains_any(column.type, {"BOOL"})) return {true, Expectation::Only::booleans};
    if (contains_any(column.type, {"INT"})) return {false, Expectation::Only::whole_numbers};
    if (contains_any(column.type, {"REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL"}))
        return {false, Expectation::Only::numbers};
    return {};
}

std::string_view fitting(Expectation expected, std::string_view text) {
    if (expected.boolean && text == "true") return "1";
    if (expected.boolean && text == "false") return "0";
    switch (expected.only) {
    case Expectation::Only::anything: break;
    case Expectation::Only::booleans:
        if (text != "0" && text != "1") throw ConfigError("this is neither true nor false");
        break;
    case Expectation::Only::whole_numbers:
        if (!is_a<std::int64_t>(text)) throw ConfigError("this is not a whole number");
        break;
    case Expectation::Only::numbers:
        if (!is_a<double>(text)) throw ConfigError("this is not a number");
    }
    return text;
}

} // namespace varve::seed
