#pragma once

#include "varve/db/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace varve::mysql {

/// `cell` as another kind, or nothing where it cannot be had as that: numbers as each other while
/// nothing is lost, 0 and 1 as boolean, a text as what it spells, all but bytes that are no UTF-8
/// as text. What needs room is put into `buffer`, which `cell` may be a view of.
std::optional<Cell> converted(Cell cell, Kind wanted, std::string& buffer);

/// The text or the bytes of a cell that is held as either.
inline std::string_view viewed(const Cell& cell) noexcept {
    if (cell.kind() != Kind::bytes && cell.kind() != Kind::uuid) return cell.as_text();
    const auto bytes = cell.as_bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// An exact number: a sign, digits, a point.
bool is_decimal(std::string_view text) noexcept;

/// No surrogates, nothing longer than need be, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text) noexcept;

} // namespace varve::mysql
