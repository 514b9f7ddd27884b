#include "varve/db/array.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace varve {

namespace {

template <class Number> void append(std::string& to, Number number) {
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class Number> Number number_of(std::string_view bytes) {
    Number number{};
    std::memcpy(&number, bytes.data(), std::min(bytes.size(), sizeof number));
    return number;
}

std::int64_t bits_of(Cell cell) {
    switch (cell.kind()) {
    case Kind::boolean: return cell.as_boolean() ? 1 : 0;
    case Kind::real: return std::bit_cast<std::int64_t>(cell.as_real());
    case Kind::unsigned_integer: return static_cast<std::int64_t>(cell.as_unsigned());
    default: return cell.as_integer();
    }
}

Cell cell_of(Kind kind, std::int64_t bits) {
    return kind == Kind::real ? Cell::real(std::bit_cast<double>(bits)) : Cell::number(kind, bits);
}

bool is_number(Kind kind) {
    return kind == Kind::boolean || kind == Kind::integer || kind == Kind::unsigned_integer ||
           kind == Kind::real || (kind >= Kind::date && kind <= Kind::timestamp_tz);
}

void append_view(std::string& to, std::string_view view) {
    append(to, static_cast<std::uint32_t>(view.size()));
    to += view;
}

} // namespace

void ArrayPacker::add(Cell element) {
    to_ += static_cast<char>(element.kind());
    if (element.is_null()) return;
    if (is_number(element.kind())) return append(to_, bits_of(element));
    if (element.kind() == Kind::bytes || element.kind() == Kind::uuid) {
        const auto bytes = element.as_bytes();
        return append_view(to_, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    if (element.kind() != Kind::interval) return append_view(to_, element.as_text());
    const Interval interval = element.as_interval();
    append_view(to_, {reinterpret_cast<const char*>(&interval), sizeof interval});
}

bool ArrayElements::next(Cell& element) {
    if (rest_.empty()) return false;
    const Kind kind{static_cast<std::uint8_t>(take(1).front())};
    if (kind == Kind::null)
        element = Cell();
    else if (is_number(kind))
        element = cell_of(kind, number_of<std::int64_t>(take(sizeof(std::int64_t))));
    else
        element = Cell::view(kind, take(number_of<std::uint32_t>(take(sizeof(std::uint32_t)))));
    return true;
}

std::string_view ArrayElements::take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
}

} // namespace varve
