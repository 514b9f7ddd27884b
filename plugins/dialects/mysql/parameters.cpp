#include "parameters.hpp"

#include "conversions.hpp"
#include "times.hpp"

#include <cmath>

namespace varve::mysql {

namespace {

// A view of nothing may have no address, which the library would take for NULL.
void bind_view(MYSQL_BIND& bind, enum_field_types type, std::string_view view) {
    bind.buffer_type = type;
    bind.buffer = const_cast<char*>(view.empty() ? "" : view.data()); // the library only reads it
    bind.buffer_length = view.size();
    bind.length_value = view.size();
    bind.length = &bind.length_value;
}

void bind_whole(MYSQL_BIND& bind, std::int64_t& whole, bool is_unsigned) {
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = &whole;
    bind.is_unsigned = is_unsigned ? 1 : 0;
}

} // namespace

enum_field_types time_type(Kind kind) noexcept {
    if (kind == Kind::date) return MYSQL_TYPE_DATE;
    return kind == Kind::time ? MYSQL_TYPE_TIME : MYSQL_TYPE_DATETIME;
}

DatabaseError unfit(Cell cell, const std::string& which, std::string_view statement) {
    return DatabaseError({.kind = DatabaseError::Kind::invalid_data,
                          .message = which + " is " + Value(cell).to_string() +
                                     ", a value of kind " + std::string(to_string(cell.kind())) +
                                     " that MySQL cannot hold",
                          .statement = std::string(statement)});
}

std::string parameter_text(Cell cell) {
    switch (cell.kind()) {
    case Kind::decimal:
        return is_decimal(cell.as_text()) ? std::string(cell.as_text()) : std::string();
    case Kind::interval: return Value(cell).to_string();
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: {
        const auto time = time_of(cell.kind(), cell.as_integer());
        return time ? text_of(*time) : std::string();
    }
    default: return {};
    }
}

Parameters::Parameters(std::span<const Cell> cells, std::string_view statement)
    : places_(cells.size()), binds_(cells.size()) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        bind(binds_[i], places_[i], cells[i], i + 1, statement);
}

void Parameters::bind(MYSQL_BIND& bind, Place& place, Cell cell, std::size_t ordinal,
                      std::string_view statement) {
    const auto refuse = [&] {
        return unfit(cell, "parameter " + std::to_string(ordinal), statement);
    };
    switch (cell.kind()) {
    case Kind::array: throw refuse();
    case Kind::any:
    case Kind::null: bind.buffer_type = MYSQL_TYPE_NULL; return;
    case Kind::boolean:
        place.whole = cell.as_boolean() ? 1 : 0;
        return bind_whole(bind, place.whole, false);
    case Kind::integer:
        place.whole = cell.as_integer();
        return bind_whole(bind, place.whole, false);
    case Kind::unsigned_integer:
        place.whole = static_cast<std::int64_t>(cell.as_unsigned());
        return bind_whole(bind, place.whole, true);
    case Kind::real:
        if (!std::isfinite(cell.as_real())) throw refuse();
        place.real = cell.as_real();
        bind.buffer_type = MYSQL_TYPE_DOUBLE;
        bind.buffer = &place.real;
        return;
    case Kind::text:
    case Kind::json: return bind_view(bind, MYSQL_TYPE_STRING, cell.as_text());
    case Kind::bytes:
    case Kind::uuid: return bind_view(bind, MYSQL_TYPE_BLOB, viewed(cell));
    case Kind::decimal:
    case Kind::interval:
        place.text = parameter_text(cell);
        if (place.text.empty()) throw refuse();
        return bind_view(bind,
                         cell.kind() == Kind::decimal ? MYSQL_TYPE_NEWDECIMAL : MYSQL_TYPE_STRING,
                         place.text);
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamp_tz: {
        const auto time = time_of(cell.kind(), cell.as_integer());
        if (!time) throw refuse();
        place.time = *time;
        bind.buffer_type = time_type(cell.kind());
        bind.buffer = &place.time;
        return;
    }
    }
}

} // namespace varve::mysql
