#include "varve/orm/functions.hpp"

namespace varve::orm {

std::string like_pattern(std::string_view before, std::string_view text, std::string_view behind) {
    std::string pattern(before);
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern.append(behind);
}

} // namespace varve::orm
