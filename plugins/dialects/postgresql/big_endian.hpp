#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

/// Integers as they go over the wire: the most significant byte first.
namespace varve::postgresql {

/// From the wire's order to the machine's, and back.
template <std::integral Integer> Integer swapped(Integer value) noexcept {
    const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
    if constexpr (std::endian::native == std::endian::big || sizeof(Integer) == 1)
        return value;
    else if constexpr (sizeof(Integer) == 2)
        return static_cast<Integer>(__builtin_bswap16(bits));
    else if constexpr (sizeof(Integer) == 4)
        return static_cast<Integer>(__builtin_bswap32(bits));
    else
        return static_cast<Integer>(__builtin_bswap64(bits));
}

/// `wire` holds at least as many bytes as the integer.
template <std::integral Integer> Integer read_big_endian(std::string_view wire) noexcept {
    Integer value{};
    std::memcpy(&value, wire.data(), sizeof value);
    return swapped(value);
}

template <std::integral Integer> void write_big_endian(char* wire, Integer value) noexcept {
    value = swapped(value);
    std::memcpy(wire, &value, sizeof value);
}

template <std::integral Integer> void append_big_endian(std::string& wire, Integer value) {
    value = swapped(value);
    wire.append(reinterpret_cast<const char*>(&value), sizeof value);
}

} // namespace varve::postgresql
