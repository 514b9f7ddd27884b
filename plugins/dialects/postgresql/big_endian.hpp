#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

/// Integers as they go over the wire: the most significant byte first.
namespace varve::postgresql {

/// `wire` holds at least as many bytes as the integer.
template <std::integral Integer> Integer read_big_endian(std::string_view wire) noexcept {
    std::make_unsigned_t<Integer> value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
        value = static_cast<std::make_unsigned_t<Integer>>(
            (sizeof(Integer) == 1 ? 0 : static_cast<std::uint64_t>(value) << 8U) |
            static_cast<unsigned char>(wire[i]));
    return static_cast<Integer>(value);
}

template <std::integral Integer> void append_big_endian(std::string& wire, Integer value) {
    const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
    for (std::size_t shift = sizeof(Integer) * 8; shift > 0; shift -= 8)
        wire += static_cast<char>(static_cast<unsigned char>(bits >> (shift - 8)));
}

} // namespace varve::postgresql
