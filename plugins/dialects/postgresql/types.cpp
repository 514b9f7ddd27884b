#include "types.hpp"

#include <algorithm>
#include <array>

namespace varve::postgresql {

namespace {

struct KnownType {
    Oid oid;
    Kind kind;
    std::string_view name;
};

constexpr std::array known_types{
    KnownType{type::boolean, Kind::boolean, "bool"},
    KnownType{type::bytea, Kind::bytes, "bytea"},
    KnownType{type::single_char, Kind::text, "char"},
    KnownType{type::name, Kind::text, "name"},
    KnownType{type::int8, Kind::integer, "int8"},
    KnownType{type::int2, Kind::integer, "int2"},
    KnownType{type::int4, Kind::integer, "int4"},
    KnownType{type::text, Kind::text, "text"},
    KnownType{type::oid, Kind::integer, "oid"},
    KnownType{type::json, Kind::json, "json"},
    KnownType{type::float4, Kind::real, "float4"},
    KnownType{type::float8, Kind::real, "float8"},
    KnownType{type::bpchar, Kind::text, "bpchar"},
    KnownType{type::varchar, Kind::text, "varchar"},
    KnownType{type::date, Kind::date, "date"},
    KnownType{type::time, Kind::time, "time"},
    KnownType{type::timestamp, Kind::timestamp, "timestamp"},
    KnownType{type::timestamptz, Kind::timestamp_tz, "timestamptz"},
    KnownType{type::interval, Kind::interval, "interval"},
    KnownType{type::numeric, Kind::decimal, "numeric"},
    KnownType{type::uuid, Kind::uuid, "uuid"},
    KnownType{type::jsonb, Kind::json, "jsonb"},
};

const KnownType* find(Oid type) noexcept {
    const auto found = std::ranges::find(known_types, type, &KnownType::oid);
    return found == known_types.end() ? nullptr : found;
}

} // namespace

Kind kind_of(Oid type) noexcept {
    const KnownType* known = find(type);
    return known == nullptr ? Kind::text : known->kind;
}

std::string_view name_of(Oid type) noexcept {
    const KnownType* known = find(type);
    return known == nullptr ? std::string_view{} : known->name;
}

Oid parameter_type(Kind kind) noexcept {
    switch (kind) {
    case Kind::boolean: return type::boolean;
    case Kind::integer: return type::int8;
    case Kind::unsigned_integer:
    case Kind::decimal: return type::numeric;
    case Kind::real: return type::float8;
    case Kind::bytes: return type::bytea;
    case Kind::date: return type::date;
    case Kind::time: return type::time;
    case Kind::timestamp: return type::timestamp;
    case Kind::timestamp_tz: return type::timestamptz;
    case Kind::interval: return type::interval;
    case Kind::uuid: return type::uuid;
    // A text may be meant for an enum, a json for a jsonb, a null for anything.
    case Kind::array:
    case Kind::any:
    case Kind::null:
    case Kind::text:
    case Kind::json: break;
    }
    return 0;
}

} // namespace varve::postgresql
