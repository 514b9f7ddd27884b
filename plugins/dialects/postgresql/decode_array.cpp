#include "big_endian.hpp"
#include "decode.hpp"

#include "varve/db/array.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

/// One element on its way into the packed form.
bool add_element(ArrayPacker& packed, Decode decode, std::string_view value, std::string& scratch) {
    Cell element;
    if (decode == nullptr || !decode(value, scratch, element)) return false;
    packed.add(element);
    return true;
}

// array_send: dimensions, a flag, the elements' type; of each dimension its size and first index;
// of each element its length, -1 for null, and its value. Whoever wants more than one dimension
// asks for the text.
bool binary_array(std::string_view value, std::string& scratch, Cell& cell) {
    ArrayPacker packed(scratch);
    cell = Cell::view(Kind::array, scratch);
    if (value.size() < 12) return false;
    const auto dimensions = read_big_endian<std::int32_t>(value);
    if (dimensions == 0) return true;
    if (dimensions != 1 || value.size() < 20) return false;
    const Decode decode = binary_decoder(read_big_endian<Oid>(value.substr(8)), Kind::any);
    std::string element;
    for (value.remove_prefix(20); value.size() >= sizeof(std::int32_t);) {
        const auto length = read_big_endian<std::int32_t>(value);
        value.remove_prefix(sizeof length);
        if (length < 0) {
            packed.add(Cell());
            continue;
        }
        const auto size = std::min(static_cast<std::size_t>(length), value.size());
        if (!add_element(packed, decode, value.substr(0, size), element)) return false;
        value.remove_prefix(size);
    }
    cell = Cell::view(Kind::array, scratch);
    return value.empty();
}

/// Calls `take` with each element of '{1,NULL,"a b"}'; false where that is no such text.
template <class Take> bool each_element(std::string_view text, const Take& take) {
    const std::size_t open = text.find('{'); // "[2:3]={" where the first index is not 1
    if (open == std::string_view::npos || text.back() != '}') return false;
    text = text.substr(open + 1, text.size() - open - 2);
    std::string element;
    while (!text.empty()) {
        element.clear();
        const bool quoted = text.front() == '"';
        const char end = quoted ? '"' : ',';
        std::size_t at = quoted ? 1 : 0;
        for (; at < text.size() && text[at] != end; ++at) {
            if (!quoted && text[at] == '{') return false;
            if (text[at] == '\\') ++at;
            if (at < text.size()) element += text[at];
        }
        if (!take(element, !quoted && element == "NULL")) return false;
        text.remove_prefix(std::min(at + (quoted ? 2 : 1), text.size()));
    }
    return true;
}

template <Oid element> bool text_array(std::string_view value, std::string& scratch, Cell& cell) {
    ArrayPacker packed(scratch);
    const Decode decode = text_decoder(element, Kind::any);
    std::string buffer;
    const bool good = each_element(value, [&](std::string_view text, bool is_null) {
        if (!is_null) return add_element(packed, decode, text, buffer);
        packed.add(Cell());
        return true;
    });
    cell = Cell::view(Kind::array, scratch);
    return good;
}

struct ArrayType {
    Oid oid;
    Decode text;
};

// src/include/catalog/pg_type.dat
constexpr ArrayType array_types[] = {
    {1000, text_array<type::boolean>},     {1001, text_array<type::bytea>},
    {1003, text_array<type::name>},        {1005, text_array<type::int2>},
    {1007, text_array<type::int4>},        {1009, text_array<type::text>},
    {1014, text_array<type::bpchar>},      {1015, text_array<type::varchar>},
    {1016, text_array<type::int8>},        {1021, text_array<type::float4>},
    {1022, text_array<type::float8>},      {1115, text_array<type::timestamp>},
    {1182, text_array<type::date>},        {1183, text_array<type::time>},
    {1185, text_array<type::timestamptz>}, {1187, text_array<type::interval>},
    {1231, text_array<type::numeric>},     {199, text_array<type::json>},
    {2951, text_array<type::uuid>},        {3807, text_array<type::jsonb>}};

const ArrayType* find(Oid type) noexcept {
    const auto* const found = std::ranges::find(array_types, type, &ArrayType::oid);
    return found == std::end(array_types) ? nullptr : found;
}

} // namespace

Decode binary_array_decoder(Oid type) noexcept {
    return find(type) == nullptr ? nullptr : binary_array;
}

Decode text_array_decoder(Oid type) noexcept {
    const ArrayType* const known = find(type);
    return known == nullptr ? text_array<type::text> : known->text;
}

} // namespace varve::postgresql
