#include "varve/url.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <cctype>

namespace varve {

namespace {

bool is_scheme(std::string_view text) {
    if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
    return std::ranges::all_of(text, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
    });
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            throw ConfigError("the database URL has a '%' that is not followed by two hexadecimal "
                              "digits; write a literal percent sign as %25");
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

struct Parts {
    std::string_view scheme, authority, path, query;
    bool has_authority = false;
};

Parts cut(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon)))
        throw ConfigError("the database URL has no scheme; it looks like sqlite:app.db or "
                          "postgresql://user@host/database");
    Parts parts{.scheme = text.substr(0, colon), .authority = {}, .path = {}, .query = {}};
    std::string_view rest = text.substr(colon + 1);
    parts.has_authority = rest.starts_with("//");
    if (parts.has_authority) {
        rest.remove_prefix(2);
        // A password may hold any character but these three; what comes before the last '@' is the
        // user.
        const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
        parts.authority = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    const std::size_t question = std::min(rest.find('?'), rest.size());
    parts.path = rest.substr(0, question);
    if (question < rest.size()) parts.query = rest.substr(question + 1);
    return parts;
}

template <class Each> void for_each_parameter(std::string_view query, Each each) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        if (const std::string_view pair = query.substr(0, end); !pair.empty()) {
            const std::size_t equals = std::min(pair.find('='), pair.size());
            each(pair, pair.substr(0, equals),
                 equals < pair.size() ? pair.substr(equals + 1) : std::string_view{});
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
}

} // namespace

Url Url::parse(std::string_view text) {
    const Parts parts = cut(text);
    Url url;
    url.scheme_ = parts.scheme;
    std::ranges::transform(url.scheme_, url.scheme_.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    url.has_authority_ = parts.has_authority;
    url.text_ = url.scheme_ + (parts.has_authority ? "://" : ":");

    std::string_view hosts = parts.authority;
    if (const std::size_t at = hosts.rfind('@'); at != std::string_view::npos) {
        const std::string_view user_info = hosts.substr(0, at);
        hosts.remove_prefix(at + 1);
        const std::size_t colon = std::min(user_info.find(':'), user_info.size());
        const std::string_view user = user_info.substr(0, colon);
        url.user_ = decoded(user);
        if (colon < user_info.size()) url.password_ = Secret(decoded(user_info.substr(colon + 1)));
        url.text_.append(user).append("@");
    }
    url.hosts_ = hosts;
    url.path_ = decoded(parts.path);
    url.text_.append(hosts).append(parts.path);

    char separator = '?';
    for_each_parameter(parts.query,
                       [&](std::string_view whole, std::string_view name, std::string_view value) {
                           if (name == "password") {
                               url.password_ = Secret(decoded(value));
                               return;
                           }
                           url.parameters_.emplace_back(decoded(name), decoded(value));
                           url.text_ += separator;
                           url.text_ += whole;
                           separator = '&';
                       });
    return url;
}

std::optional<std::string> Url::parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, &Parameters::value_type::first);
    if (found == parameters_.end()) return std::nullopt;
    return found->second;
}

} // namespace varve
