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
    case Kind::text: break;
    }
    return "text";
}

namespace {

std::string text_of(Cell cell) {
    std::string text;
    append_text(text, cell);
    return text;
}

bool is_plain_number(Cell cell) {
    if (cell.kind() == Kind::real) return std::isfinite(cell.as_real());
    if (cell.kind() == Kind::decimal)
        return cell.as_text().find_first_not_of("+-.0123456789eE") == std::string_view::npos;
    return cell.kind() == Kind::integer || cell.kind() == Kind::unsigned_integer;
}

} // namespace

std::string literal_of(Cell cell) {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: return "NULL";
    case Kind::boolean: return cell.as_boolean() ? "TRUE" : "FALSE";
    case Kind::text:
    case Kind::json: return string_literal(cell.as_text());
    default: break;
    }
    if (is_plain_number(cell)) return text_of(cell);
    return string_literal(text_of(cell)) + "::" + std::string(type_name(cell.kind()));
}

} // namespace varve::postgresql
