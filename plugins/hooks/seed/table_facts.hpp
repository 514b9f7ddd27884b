#pragma once

#include "varve/db/connection.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace varve::seed {

/// The name of a table, and of its namespace where that is not the current one.
struct TableName {
    std::string name_space = {};
    std::string name = {};

    /// "app.users" or "users".
    static TableName parse(std::string_view text);
    std::string shown() const { return name_space.empty() ? name : name_space + '.' + name; }
    friend bool operator==(const TableName&, const TableName&) = default;
};

/// What a column of a foreign key refers to.
struct Referenced {
    std::string table;
    std::string column;
};

/// The foreign keys of one namespace.
class ForeignKeys {
public:
    ForeignKeys() = default;
    ForeignKeys(Connection& connection, const std::string& name_space);

    /// A column that has a reference already keeps that.
    void add(const std::string& table, const std::string& column, const Referenced& referenced);

    /// nullptr where the column is in no foreign key.
    const Referenced* find(const std::string& table, const std::string& column) const;
    /// The tables that `table` refers to.
    std::vector<std::string> tables_of(const std::string& table) const;

private:
    std::map<std::string, std::map<std::string, Referenced>> of_tables_;
};

/// The columns of a table. DatabaseError where there is no such table.
std::vector<ColumnInfo> columns_of(Connection& connection, const TableName& table);

/// What a column takes, as far as the database does not look at that itself.
struct Expectation {
    bool boolean = false; ///< the words true and false go as 1 and 0
    enum class Only : std::uint8_t { anything, booleans, whole_numbers, numbers };
    Only only = Only::anything;
};

Expectation expectation_of(const ColumnInfo& column);

/// `text` as it is given to the column. ConfigError where it does not fit.
std::string_view fitting(Expectation expected, std::string_view text);

} // namespace varve::seed
