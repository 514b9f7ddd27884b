#include "cells.hpp"

#include "conversions.hpp"

#include <limits>

namespace varve::duckdb {

namespace {

constexpr std::int64_t infinity = std::numeric_limits<std::int64_t>::max();
constexpr std::int32_t infinite_days = std::numeric_limits<std::int32_t>::max();

Kind kind_of(duckdb_type type, duckdb_logical_type logical) {
    switch (type) {
    case DUCKDB_TYPE_BOOLEAN: return Kind::boolean;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER: return Kind::integer;
    case DUCKDB_TYPE_UBIGINT: return Kind::unsigned_integer;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE: return Kind::real;
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL: return Kind::decimal;
    case DUCKDB_TYPE_VARCHAR:
        return taken(duckdb_logical_type_get_alias(logical)) == "JSON" ? Kind::json : Kind::text;
    case DUCKDB_TYPE_ENUM: return Kind::text;
    case DUCKDB_TYPE_BLOB: return Kind::bytes;
    case DUCKDB_TYPE_DATE: return Kind::date;
    case DUCKDB_TYPE_TIME: return Kind::time;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS: return Kind::timestamp;
    case DUCKDB_TYPE_TIMESTAMP_TZ: return Kind::timestamp_tz;
    case DUCKDB_TYPE_INTERVAL: return Kind::interval;
    case DUCKDB_TYPE_UUID: return Kind::uuid;
    default: return Kind::any;
    }
}

std::vector<std::string> words_of(duckdb_logical_type type) {
    std::vector<std::string> words(duckdb_enum_dictionary_size(type));
    for (idx_t i = 0; i < words.size(); ++i)
        words[i] = taken(duckdb_enum_dictionary_value(type, i));
    return words;
}

// DuckDB counts from minus its own infinity, varve from the least integer.
template <class T> std::int64_t from_duckdb(T number, T infinite) noexcept {
    if (number == infinite) return infinite_future;
    if (number == -infinite) return infinite_past;
    return number;
}

std::int64_t scaled(std::int64_t number, std::int64_t factor) noexcept {
    const std::int64_t whole = from_duckdb(number, infinity);
    return whole == infinite_future || whole == infinite_past ? whole : whole * factor;
}

std::int64_t without_nanoseconds(std::int64_t number) noexcept {
    const std::int64_t whole = from_duckdb(number, infinity);
    if (whole == infinite_future || whole == infinite_past) return whole;
    return whole / 1000 - (whole % 1000 < 0 ? 1 : 0);
}

// Most significant byte first; DuckDB keeps the first bit turned over, so that they sort.
std::string uuid_bytes(duckdb_hugeint uuid) {
    std::string bytes(16, '\0');
    std::uint64_t upper = static_cast<std::uint64_t>(uuid.upper) ^ (std::uint64_t{1} << 63U);
    for (std::size_t i = 8; i-- > 0; upper >>= 8U, uuid.lower >>= 8U) {
        bytes[i] = static_cast<char>(upper & 0xffU);
        bytes[i + 8] = static_cast<char>(uuid.lower & 0xffU);
    }
    return bytes;
}

duckdb_uhugeint uuid_number(std::span<const std::byte> bytes) noexcept {
    duckdb_uhugeint number{};
    for (std::size_t i = 0; i < 8; ++i) {
        number.upper = number.upper << 8U | std::to_integer<std::uint64_t>(bytes[i]);
        number.lower = number.lower << 8U | std::to_integer<std::uint64_t>(bytes[i + 8]);
    }
    return number;
}

} // namespace

ColumnReader::ColumnReader(duckdb_logical_type type)
    : type_(duckdb_get_type_id(type)), kind_(kind_of(type_, type)), held_as_(type_) {
    if (type_ == DUCKDB_TYPE_DECIMAL) {
        held_as_ = duckdb_decimal_internal_type(type);
        scale_ = duckdb_decimal_scale(type);
    }
    if (type_ == DUCKDB_TYPE_ENUM) {
        held_as_ = duckdb_enum_internal_type(type);
        words_ = words_of(type);
    }
}

void ColumnReader::start(duckdb_vector vector) noexcept {
    data_ = duckdb_vector_get_data(vector);
    validity_ = duckdb_vector_get_validity(vector);
}

Cell ColumnReader::view(Kind kind, std::string text) {
    buffer_ = std::move(text);
    return Cell::view(kind, buffer_);
}

Cell ColumnReader::decimal(idx_t row) {
    const auto small = [&](std::int64_t number) {
        return view(
            Kind::decimal,
            decimal_text({static_cast<std::uint64_t>(number), number < 0 ? -1 : 0}, scale_));
    };
    switch (held_as_) {
    case DUCKDB_TYPE_SMALLINT: return small(at<std::int16_t>(row));
    case DUCKDB_TYPE_INTEGER: return small(at<std::int32_t>(row));
    case DUCKDB_TYPE_BIGINT: return small(at<std::int64_t>(row));
    case DUCKDB_TYPE_UHUGEINT: return view(Kind::decimal, decimal_text(at<duckdb_uhugeint>(row)));
    default: return view(Kind::decimal, decimal_text(at<duckdb_hugeint>(row), scale_));
    }
}

std::optional<Cell> ColumnReader::stored(idx_t row) {
    switch (type_) {
    case DUCKDB_TYPE_BOOLEAN: return Cell::boolean(at<bool>(row));
    case DUCKDB_TYPE_TINYINT: return Cell::integer(at<std::int8_t>(row));
    case DUCKDB_TYPE_SMALLINT: return Cell::integer(at<std::int16_t>(row));
    case DUCKDB_TYPE_INTEGER: return Cell::integer(at<std::int32_t>(row));
    case DUCKDB_TYPE_BIGINT: return Cell::integer(at<std::int64_t>(row));
    case DUCKDB_TYPE_UTINYINT: return Cell::integer(at<std::uint8_t>(row));
    case DUCKDB_TYPE_USMALLINT: return Cell::integer(at<std::uint16_t>(row));
    case DUCKDB_TYPE_UINTEGER: return Cell::integer(at<std::uint32_t>(row));
    case DUCKDB_TYPE_UBIGINT: return Cell::unsigned_integer(at<std::uint64_t>(row));
    case DUCKDB_TYPE_FLOAT: return Cell::real(at<float>(row));
    case DUCKDB_TYPE_DOUBLE: return Cell::real(at<double>(row));
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL: return decimal(row);
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_BLOB: {
        auto* const text = static_cast<duckdb_string_t*>(data_) + row;
        return Cell::view(kind_, {duckdb_string_t_data(text), text->length});
    }
    case DUCKDB_TYPE_ENUM:
        if (held_as_ == DUCKDB_TYPE_UTINYINT) return Cell::text(words_[at<std::uint8_t>(row)]);
        if (held_as_ == DUCKDB_TYPE_USMALLINT) return Cell::text(words_[at<std::uint16_t>(row)]);
        return Cell::text(words_[at<std::uint32_t>(row)]);
    case DUCKDB_TYPE_DATE: return Cell::date(from_duckdb(at<std::int32_t>(row), infinite_days));
    case DUCKDB_TYPE_TIME: return Cell::time(at<std::int64_t>(row));
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return Cell::number(kind_, from_duckdb(at<std::int64_t>(row), infinity));
    case DUCKDB_TYPE_TIMESTAMP_S: return Cell::timestamp(scaled(at<std::int64_t>(row), 1'000'000));
    case DUCKDB_TYPE_TIMESTAMP_MS: return Cell::timestamp(scaled(at<std::int64_t>(row), 1000));
    case DUCKDB_TYPE_TIMESTAMP_NS:
        return Cell::timestamp(without_nanoseconds(at<std::int64_t>(row)));
    case DUCKDB_TYPE_INTERVAL: {
        const auto interval = at<duckdb_interval>(row);
        interval_ = {interval.months, interval.days, interval.micros};
        return Cell::interval(interval_);
    }
    case DUCKDB_TYPE_UUID: return view(Kind::uuid, uuid_bytes(at<duckdb_hugeint>(row)));
    default: return std::nullopt; // lists, structs and the like
    }
}

std::optional<Cell> ColumnReader::read(idx_t row, Kind wanted) {
    const bool is_null = validity_ != nullptr && (validity_[row / 64] >> row % 64 & 1U) == 0;
    if (is_null || type_ == DUCKDB_TYPE_SQLNULL) return Cell();
    const std::optional<Cell> cell = stored(row);
    if (!cell || wanted == Kind::any || wanted == cell->kind()) return cell;
    return converted(*cell, wanted, buffer_);
}

namespace {

ValuePtr instant(Kind kind, std::int64_t number) {
    const bool infinite = number == infinite_past || number == infinite_future;
    if (kind == Kind::date) {
        if (!infinite && (number <= -infinite_days || number >= infinite_days)) return nullptr;
        const auto days = static_cast<std::int32_t>(
            infinite ? (number < 0 ? -infinite_days : infinite_days) : number);
        return ValuePtr(duckdb_create_date({days}));
    }
    const duckdb_timestamp stamp{number == infinite_past ? -infinity : number};
    return ValuePtr(kind == Kind::timestamp ? duckdb_create_timestamp(stamp)
                                            : duckdb_create_timestamp_tz(stamp));
}

} // namespace

ValuePtr value_of(Cell cell) {
    switch (cell.kind()) {
    case Kind::any:
    case Kind::null: return ValuePtr(duckdb_create_null_value());
    case Kind::boolean: return ValuePtr(duckdb_create_bool(cell.as_boolean()));
    case Kind::integer: return ValuePtr(duckdb_create_int64(cell.as_integer()));
    case Kind::unsigned_integer: return ValuePtr(duckdb_create_uint64(cell.as_unsigned()));
    case Kind::real: return ValuePtr(duckdb_create_double(cell.as_real()));
    case Kind::decimal:
    case Kind::text:
    case Kind::json: {
        const std::string_view text = cell.as_text();
        return ValuePtr(duckdb_create_varchar_length(text.data(), text.size()));
    }
    case Kind::bytes: {
        const auto bytes = cell.as_bytes();
        return ValuePtr(
            duckdb_create_blob(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
    }
    case Kind::time: return ValuePtr(duckdb_create_time({cell.as_integer()}));
    case Kind::date:
    case Kind::timestamp:
    case Kind::timestamp_tz: return instant(cell.kind(), cell.as_integer());
    case Kind::interval: {
        const Interval interval = cell.as_interval();
        return ValuePtr(
            duckdb_create_interval({interval.months, interval.days, interval.microseconds}));
    }
    case Kind::uuid: return ValuePtr(duckdb_create_uuid(uuid_number(cell.as_bytes())));
    case Kind::array: break;
    }
    return nullptr;
}

duckdb_type type_of(Kind kind) noexcept {
    switch (kind) {
    case Kind::boolean: return DUCKDB_TYPE_BOOLEAN;
    case Kind::integer: return DUCKDB_TYPE_BIGINT;
    case Kind::unsigned_integer: return DUCKDB_TYPE_UBIGINT;
    case Kind::real: return DUCKDB_TYPE_DOUBLE;
    case Kind::bytes: return DUCKDB_TYPE_BLOB;
    case Kind::date: return DUCKDB_TYPE_DATE;
    case Kind::time: return DUCKDB_TYPE_TIME;
    case Kind::timestamp: return DUCKDB_TYPE_TIMESTAMP;
    case Kind::timestamp_tz: return DUCKDB_TYPE_TIMESTAMP_TZ;
    case Kind::interval: return DUCKDB_TYPE_INTERVAL;
    case Kind::uuid: return DUCKDB_TYPE_UUID;
    default: return DUCKDB_TYPE_VARCHAR;
    }
}

} // namespace varve::duckdb
