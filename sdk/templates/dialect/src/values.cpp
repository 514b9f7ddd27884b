#include "values.hpp"

#include "errors.hpp"

#include <cmath>
#include <limits>

using namespace varve;

// Kinds that SQLite does not have are stored as what SQLite has: dates and times as the integers
// that cells hold, decimals and JSON as texts, UUIDs and intervals as their sixteen bytes.

namespace {

std::int64_t signed_integer(std::uint64_t number) {
    if (number > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
        throw invalid_data("acme holds no integers above 9223372036854775807");
    return static_cast<std::int64_t>(number);
}

double real_number(double number) {
    if (std::isnan(number)) throw invalid_data("acme does not hold NaN");
    return number;
}

int bind_text(sqlite3_stmt* statement, int ordinal, std::string_view text) {
    const char* const data = text.empty() ? "" : text.data();
    return sqlite3_bind_text64(statement, ordinal, data, text.size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
}

int bind_bytes(sqlite3_stmt* statement, int ordinal, std::span<const std::byte> bytes) {
    if (bytes.empty()) return sqlite3_bind_zeroblob(statement, ordinal, 0);
    return sqlite3_bind_blob64(statement, ordinal, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

int bind(sqlite3_stmt* statement, int ordinal, Cell cell) {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: return sqlite3_bind_null(statement, ordinal);
    case Kind::boolean: return sqlite3_bind_int(statement, ordinal, cell.as_boolean() ? 1 : 0);
    case Kind::unsigned_integer:
        return sqlite3_bind_int64(statement, ordinal, signed_integer(cell.as_unsigned()));
    case Kind::real: return sqlite3_bind_double(statement, ordinal, real_number(cell.as_real()));
    case Kind::decimal:
    case Kind::text:
    case Kind::json: return bind_text(statement, ordinal, cell.as_text());
    case Kind::bytes:
    case Kind::uuid: return bind_bytes(statement, ordinal, cell.as_bytes());
    case Kind::interval: {
        const Interval interval = cell.as_interval();
        return bind_bytes(statement, ordinal, std::as_bytes(std::span(&interval, 1)));
    }
    default: return sqlite3_bind_int64(statement, ordinal, cell.as_integer());
    }
}

[[noreturn]] void refuse(std::string_view stored, Kind wanted) {
    throw invalid_data("a value is stored as " + std::string(stored) + " and wanted as " +
                       std::string(to_string(wanted)));
}

Cell integer_as(Kind wanted, std::int64_t number, std::string& buffer) {
    switch (wanted) {
    case Kind::any:
    case Kind::integer: return Cell::integer(number);
    case Kind::real: return Cell::real(static_cast<double>(number));
    case Kind::text: buffer = std::to_string(number); return Cell::text(buffer);
    case Kind::boolean:
        if (number == 0 || number == 1) return Cell::boolean(number == 1);
        break;
    case Kind::unsigned_integer:
        if (number >= 0) return Cell::unsigned_integer(static_cast<std::uint64_t>(number));
        break;
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: return Cell::number(wanted, number);
    default: break;
    }
    refuse("an integer", wanted);
}

Cell text_as(Kind wanted, std::string_view text) {
    switch (wanted) {
    case Kind::any:
    case Kind::text: return Cell::text(text);
    case Kind::decimal:
    case Kind::json: return Cell::view(wanted, text);
    default: refuse("a text", wanted);
    }
}

Cell bytes_as(Kind wanted, std::string_view bytes) {
    const bool sixteen = wanted == Kind::uuid || wanted == Kind::interval;
    if (wanted == Kind::any || wanted == Kind::bytes) return Cell::view(Kind::bytes, bytes);
    if (sixteen && bytes.size() == sizeof(Uuid)) return Cell::view(wanted, bytes);
    refuse("bytes", wanted);
}

} // namespace

void bind_cell(sqlite3_stmt* statement, int ordinal, Cell cell) {
    const int code = bind(statement, ordinal, cell);
    if (code != SQLITE_OK) throw error_of(sqlite3_db_handle(statement), code);
}

Cell read_cell(sqlite3_stmt* statement, int column, Kind wanted, std::string& buffer) {
    const auto view = [&](const void* data) {
        return std::string_view(static_cast<const char*>(data),
                                static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    };
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return integer_as(wanted, sqlite3_column_int64(statement, column), buffer);
    case SQLITE_FLOAT:
        if (wanted != Kind::any && wanted != Kind::real) refuse("a real number", wanted);
        return Cell::real(sqlite3_column_double(statement, column));
    case SQLITE_TEXT: return text_as(wanted, view(sqlite3_column_text(statement, column)));
    case SQLITE_BLOB: return bytes_as(wanted, view(sqlite3_column_blob(statement, column)));
    default: return {};
    }
}
