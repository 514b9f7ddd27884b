#include "varve/db/diagnosis.hpp"

#include <algorithm>

namespace varve {

std::string shell_word(std::string_view text) {
    constexpr std::string_view plain = "%+,-./:=@_";
    const bool needs_no_quotes = !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               plain.find(c) != std::string_view::npos;
    });
    if (needs_no_quotes) return std::string(text);
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

} // namespace varve
