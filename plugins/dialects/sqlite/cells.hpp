#pragma once

#include "varve/db/value.hpp"

#include <cmath>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace varve::sqlite {

/// A kind that is wanted, and the type of a value that is one as it is stored.
struct Wanted {
    Kind kind = Kind::any;
    int type = 0; ///< SQLITE_INTEGER and so on; 0 where there is none, or any
};

constexpr Wanted wanted_as(Kind kind) noexcept {
    switch (kind) {
    case Kind::boolean:
    case Kind::integer: return {kind, SQLITE_INTEGER};
    case Kind::real: return {kind, SQLITE_FLOAT};
    case Kind::text: return {kind, SQLITE_TEXT};
    case Kind::bytes: return {kind, SQLITE_BLOB};
    default: return {kind};
    }
}

/// Reads a value that is stored as what is wanted, or as NULL; false where it is not. Texts and
/// bytes are views of what SQLite holds. Here, so that the compiler puts it into the loop over the
/// columns.
inline bool read_stored(sqlite3_value* value, const Wanted& wanted, Cell& cell) noexcept {
    const auto size = [value] { return static_cast<std::size_t>(sqlite3_value_bytes(value)); };
    const int type = sqlite3_value_type(value);
    if (type != wanted.type) {
        cell = Cell();
        return type == SQLITE_NULL;
    }
    if (type == SQLITE_INTEGER) {
        const std::int64_t number = sqlite3_value_int64(value);
        cell = Cell::number(wanted.kind, number);
        return wanted.kind == Kind::integer || number == 0 || number == 1;
    }
    if (type == SQLITE_TEXT) {
        const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        cell = Cell::text({text, size()});
    } else if (type == SQLITE_FLOAT) {
        cell = Cell::real(sqlite3_value_double(value));
    } else {
        const auto* const bytes = static_cast<const std::byte*>(sqlite3_value_blob(value));
        cell = Cell::bytes({bytes, size()});
    }
    return true;
}

/// Reads a value that is stored as something else; false where it cannot be had as what is wanted.
/// What SQLite does not hold in that form is put into `buffer`, which the cell then views.
bool convert_cell(sqlite3_value* value, Kind wanted, std::string& buffer, Cell& cell);

/// How long the cells given to `bind_cell` live.
enum class CellsLive : bool { until_run, longer_than_run };

inline int bind_text(sqlite3_stmt* statement, int ordinal, std::string_view text, CellsLive live) {
    // A view of nothing may have no address, which SQLite would take for NULL.
    const char* const address = text.data() == nullptr ? "" : text.data();
    return sqlite3_bind_text64(
        statement, ordinal, address, text.size(),
        live == CellsLive::longer_than_run ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// What `bind_cell` returns where SQLite cannot hold the value: an integer above the greatest
/// int64, NaN, a date outside the years 0000 to 9999.
inline constexpr int cannot_hold = -1;

/// Does what `bind_cell` does, for kinds that are not common.
int bind_other_cell(sqlite3_stmt* statement, int ordinal, const Cell& cell, CellsLive live);

/// Gives the parameter at `ordinal`, from 1, its value; returns SQLite's own answer.
inline int bind_cell(sqlite3_stmt* statement, int ordinal, const Cell& cell, CellsLive live) {
    switch (cell.kind()) {
    case Kind::null: return sqlite3_bind_null(statement, ordinal);
    case Kind::boolean: return sqlite3_bind_int(statement, ordinal, cell.as_boolean() ? 1 : 0);
    case Kind::integer: return sqlite3_bind_int64(statement, ordinal, cell.as_integer());
    case Kind::real:
        if (std::isnan(cell.as_real())) return cannot_hold; // SQLite would make NULL of it
        return sqlite3_bind_double(statement, ordinal, cell.as_real());
    case Kind::text: return bind_text(statement, ordinal, cell.as_text(), live);
    default: return bind_other_cell(statement, ordinal, cell, live);
    }
}

} // namespace varve::sqlite
