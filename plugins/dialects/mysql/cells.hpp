#pragma once

#include "varve/db/row.hpp"

#include <mysql.h>

#include <string>

namespace varve::mysql {

/// Reads one column of a prepared statement's result, a row after the other.
class ColumnReader {
public:
    /// `wanted` is what its cells shall hold; `any` is what they hold best.
    ColumnReader(const MYSQL_FIELD& field, Kind wanted);

    const ColumnInfo& info() const noexcept { return info_; }

    /// Sets `cell` to the next row's value, a view of its place in the protocol's binary form, and
    /// moves `place` behind it; `place` is null where the value is. Writes where the cell is to
    /// be: to copy one that was just made takes a processor longer than to make it.
    void take(unsigned char** place, Cell& cell) noexcept;

    /// Is `finish` to be called for what was taken?
    bool finishes() const noexcept { return finishes_; }
    /// Makes what was taken last what is wanted; false where it cannot be had as that. A view of
    /// the row and of this reader: valid until the next.
    bool finish(Cell& cell);

private:
    enum class Form : std::uint8_t { int8, int16, int32, int64, real32, real64, time, text };

    static Form form_of(enum_field_types type, Kind kind);
    bool finish_time(Cell& cell);
    bool convert(Cell& cell, Kind kind);

    ColumnInfo info_;
    enum_field_types type_;
    Kind wanted_;
    Kind held_; ///< what is taken
    Form form_;
    bool is_unsigned_;
    bool finishes_;
    MYSQL_TIME time_ = {};
    std::string buffer_; ///< for what a value is converted to
    Interval interval_;
};

} // namespace varve::mysql
