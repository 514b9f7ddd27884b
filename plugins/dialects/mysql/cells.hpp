#pragma once

#include "varve/db/row.hpp"

#include <mysql.h>

#include <optional>
#include <string>

namespace varve::mysql {

/// Reads one column of a prepared statement's result, a row after the other. Where it is in memory
/// must not change between `bind` and the last row.
class ColumnReader {
public:
    explicit ColumnReader(const MYSQL_FIELD& field);

    const ColumnInfo& info() const noexcept { return info_; }

    /// Where the client library shall put the next row's value.
    void bind(MYSQL_BIND& bind);
    /// Is the value of this row larger than its place? Then the place has been made larger, and
    /// `bind` and mysql_stmt_fetch_column are to be called.
    bool grew();

    /// The value of this row as `wanted`, or nothing where it cannot be had as that. A view of this
    /// reader: valid until the next row.
    std::optional<Cell> read(Kind wanted);

private:
    enum class Held : std::uint8_t { whole, real, text, time };

    std::optional<Cell> stored();
    std::optional<Cell> time_as(Kind wanted);
    std::optional<Cell> bits();

    ColumnInfo info_;
    enum_field_types type_;
    Held held_;
    bool is_unsigned_;
    std::int64_t whole_ = 0;
    double real_ = 0;
    MYSQL_TIME time_ = {};
    std::string place_;  ///< for a text
    std::string buffer_; ///< for what it is converted to
    Interval interval_;
    unsigned long length_ = 0;
    my_bool is_null_ = 0;
    my_bool cut_ = 0;
};

} // namespace varve::mysql
