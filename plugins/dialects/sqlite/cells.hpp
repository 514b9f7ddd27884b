#pragma once

#include "varve/db/value.hpp"

#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace varve::sqlite {

/// What a value is, by how SQLite stores it: the cell of Kind::any. Texts and bytes are views of
/// what SQLite holds.
inline Cell stored_cell(sqlite3_value* value, int type) noexcept {
    const auto size = [value] { return static_cast<std::size_t>(sqlite3_value_bytes(value)); };
    switch (type) {
    case SQLITE_INTEGER: return Cell::integer(sqlite3_value_int64(value));
    case SQLITE_FLOAT: return Cell::real(sqlite3_value_double(value));
    case SQLITE_TEXT: {
        const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        return Cell::text({text, size()});
    }
    case SQLITE_BLOB: {
        const auto* const bytes = static_cast<const std::byte*>(sqlite3_value_blob(value));
        return Cell::bytes({bytes, size()});
    }
    default: return {};
    }
}

/// Reads a value that is stored as something else than what is wanted; false where it cannot be had
/// as that. What SQLite does not hold in that form is put into `buffer`, which the cell then views.
bool convert_cell(sqlite3_value* value, Kind wanted, std::string& buffer, Cell& cell);

/// The same for any value. Here the common cases, so that the compiler puts them into the loop over
/// the columns.
inline bool read_cell(sqlite3_value* value, Kind wanted, std::string& buffer, Cell& cell) {
    const int type = sqlite3_value_type(value);
    const bool as_stored = type == SQLITE_NULL || wanted == Kind::any ||
                           (wanted == Kind::integer && type == SQLITE_INTEGER) ||
                           (wanted == Kind::real && type == SQLITE_FLOAT) ||
                           (wanted == Kind::text && type == SQLITE_TEXT) ||
                           (wanted == Kind::bytes && type == SQLITE_BLOB);
    if (!as_stored) return convert_cell(value, wanted, buffer, cell);
    cell = stored_cell(value, type);
    return true;
}

/// How long the cells given to `bind_cell` live.
enum class CellsLive : bool { until_run, longer_than_run };

/// Gives the parameter at `ordinal`, from 1, its value, whatever its kind.
bool bind_any_cell(sqlite3_stmt* statement, int ordinal, Cell cell, CellsLive live, int& result);

/// The same; false where SQLite cannot hold it (an integer above the greatest int64, NaN, a date
/// outside the years 0000 to 9999). `result` is SQLite's own answer. Here the common cases.
inline bool bind_cell(sqlite3_stmt* statement, int ordinal, Cell cell, CellsLive live,
                      int& result) {
    if (cell.kind() == Kind::integer) {
        result = sqlite3_bind_int64(statement, ordinal, cell.as_integer());
        return true;
    }
    if (cell.kind() == Kind::text && live == CellsLive::longer_than_run) {
        const std::string_view text = cell.as_text();
        result = sqlite3_bind_text64(statement, ordinal, text.data() == nullptr ? "" : text.data(),
                                     text.size(), SQLITE_STATIC, SQLITE_UTF8);
        return true;
    }
    return bind_any_cell(statement, ordinal, cell, live, result);
}

} // namespace varve::sqlite
