#include "kernel/migrate/origin.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace varve {

std::string storable_origin(const std::string& origin) {
    constexpr std::size_t longest = 1000;
    const bool is_ascii = std::ranges::all_of(origin, [](unsigned char c) { return c < 0x80; });
    if (is_ascii && origin.size() <= longest) return origin;
    // A path is bytes, and databases take no others than those of UTF-8.
    using Json = nlohmann::json;
    const std::string text =
        Json::parse(Json(origin).dump(-1, ' ', false, Json::error_handler_t::replace));
    std::size_t characters = 0, kept = text.size();
    for (std::size_t i = text.size(); i > 0; --i) {
        if ((static_cast<unsigned char>(text[i - 1]) & 0xC0U) == 0x80U) continue;
        if (++characters == longest - 1) kept = i - 1;
    }
    return characters <= longest ? text : "…" + text.substr(kept);
}

} // namespace varve
