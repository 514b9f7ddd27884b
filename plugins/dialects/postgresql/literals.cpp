#include "literals.hpp"

#include "encode.hpp"
#include "names.hpp"

#include <cmath>

namespace varve::postgresql {

std::string_view type_name(Kind kind) noexcept {
    switch (kind) {
    case Kind::boolean: return "boolean";
    case Kind::integer: return "bigint";
    case Kind::unsigned_integer: return "numeric(20)";
    case Kind::real: return "double precision";
    case Kind::decimal: return "numeric";
    case Kind::bytes: return "bytea";
    case Kind::date: return "date";
    case Kind::time: return "time";
    case Kind::timestamp: return "timestamp";
    case Kind::timestamp_tz: return "timestamptz";
    case Kind::interval: return "interval";
    case Kind::uuid: return "uuid";
    case Kind::json: return "jsonb";
    case Kind::any:
    case Kind::null:
    case Kind::array:
    case Kind::text: break;
    }
    return "text";
}

namespace {

bool is_plain_number(Cell cell) {
    if (cell.kind() == Kind::real) return std::isfinite(cell.as_real());
    if (cell.kind() == Kind::decimal)
        return cell.as_text().find_first_not_of("+-.0123456789eE") == std::string_view::npos;
    return cell.kind() == Kind::integer || cell.kind() == Kind::unsigned_integer;
}

} // namespace

void append_literal(std::string& sql, Cell cell) {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: sql += "NULL"; return;
    case Kind::boolean: sql += cell.as_boolean() ? "TRUE" : "FALSE"; return;
    case Kind::text:
    case Kind::json: return append_string_literal(sql, cell.as_text());
    default: break;
    }
    if (is_plain_number(cell)) return append_text(sql, cell);
    std::string text;
    append_text(text, cell);
    append_string_literal(sql, text);
    sql += "::";
    sql += type_name(cell.kind());
}

std::string literal_of(Cell cell) {
    std::string sql;
    append_literal(sql, cell);
    return sql;
}

} // namespace varve::postgresql
