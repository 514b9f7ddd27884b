#pragma once

#include "node.hpp"
#include "table_facts.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace varve::seed {

/// How a column of a table gets its value.
struct Column {
    enum class From : std::uint8_t {
        value,      ///< what the row says
        password,   ///< a hash of what the row says
        expression, ///< SQL, for rows that are new
        reference,  ///< a column of another table's row, found by other columns of it
    };

    std::string name;
    From from = From::value;
    std::string expression = {};
    std::string table = {};         ///< that is referred to
    std::string column = {};        ///< of it
    std::vector<Column> parts = {}; ///< by which its row is found: values and references

    friend bool operator==(const Column&, const Column&) = default;
};

/// What rows have alike: their columns.
using Shape = std::vector<Column>;

/// A value that a row itself has: "name" of a column, or "role.name" of a reference.
struct Leaf {
    std::string name;
    std::string table; ///< whose column it is compared with, or put into; empty: the row's own
    std::string column;
    Column::From from = Column::From::value;
};

/// In the order in which rows give their values.
std::vector<Leaf> leaves_of(const Shape& shape);

bool has_references(const Shape& shape);

/// What stands for a leaf in SQL.
using Operand = std::function<std::string(const std::string& leaf)>;

/// A query for the rows that a reference finds, less its SELECT list: " FROM … WHERE …".
std::string found_by(const Dialect& dialect, const std::string& name_space, const Column& reference,
                     const std::string& path, const Operand& operand);

/// A query for what a reference stands for, in parentheses.
std::string looked_up(const Dialect& dialect, const std::string& name_space,
                      const Column& reference, const std::string& path, const Operand& operand);

/// What a row of a document says, with the shape that it has.
struct ShapedRow {
    Shape shape = {};
    std::vector<std::optional<std::string>> values = {}; ///< one for each leaf; nothing: NULL
};

/// Reads a row of `table`. A member under the name of a column that is in a foreign key, or under
/// that name less "_id", is a reference where it is a map; `{sql: …}` and `{password: …}` are what
/// they say; other maps and lists are JSON. ConfigError where a name is no column.
ShapedRow shaped(const Node& row, const TableName& table, std::span<const ColumnInfo> columns,
                 const ForeignKeys& keys);

/// The shape that the names in the first line of a CSV file give: "role.name" is a reference.
Shape shape_of_header(std::span<const std::string> names, const TableName& table,
                      std::span<const ColumnInfo> columns, const ForeignKeys& keys);

} // namespace varve::seed
