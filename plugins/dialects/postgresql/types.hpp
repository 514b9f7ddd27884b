#pragma once

#include "varve/db/value.hpp"

#include <libpq-fe.h>

#include <string_view>

namespace varve::postgresql {

/// The object ids of built-in types, the same on every server (src/include/catalog/pg_type.dat).
namespace type {
inline constexpr Oid boolean = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid single_char = 18; ///< "char", with its quotes
inline constexpr Oid name = 19;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid text = 25;
inline constexpr Oid oid = 26;
inline constexpr Oid json = 114;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid bpchar = 1042;
inline constexpr Oid varchar = 1043;
inline constexpr Oid date = 1082;
inline constexpr Oid time = 1083;
inline constexpr Oid timestamp = 1114;
inline constexpr Oid timestamptz = 1184;
inline constexpr Oid interval = 1186;
inline constexpr Oid numeric = 1700;
inline constexpr Oid uuid = 2950;
inline constexpr Oid jsonb = 3802;
} // namespace type

/// What a column of this type holds; types that we do not know, enums among them, are text.
Kind kind_of(Oid type) noexcept;

/// "int4"; empty for a type that is not built in.
std::string_view name_of(Oid type) noexcept;

/// The type that a parameter of this kind is sent as; 0 leaves it to the server to infer.
Oid parameter_type(Kind kind) noexcept;

} // namespace varve::postgresql
