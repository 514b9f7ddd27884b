#include "varve/url.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

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
    std::string_view scheme, user_info, hosts, path, query;
    bool has_authority = false, has_user = false;
};

// Takes "user:password@" from the front of what stands behind "//". As libpq reads it, '#' and '?'
// may stand in a password; a '?' begins the parameters only where a host stands before it.
void cut_user_info(std::string_view& rest, Parts& parts) {
    const std::string_view before_path = rest.substr(0, rest.find('/'));
    std::size_t at = before_path.substr(0, before_path.find('?')).rfind('@');
    if (at == std::string_view::npos) at = before_path.rfind('@');
    if (at == std::string_view::npos) return;
    parts.has_user = true;
    parts.user_info = rest.substr(0, at);
    rest.remove_prefix(at + 1);
}

Parts cut(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon)))
        throw ConfigError("the database URL has no scheme; it looks like sqlite:app.db or "
                          "postgresql://user@host/database");
    Parts parts{.scheme = text.substr(0, colon)};
    std::string_view rest = text.substr(colon + 1);
    parts.has_authority = rest.starts_with("//");
    if (parts.has_authority) {
        rest.remove_prefix(2);
        cut_user_info(rest, parts);
        const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
        parts.hosts = rest.substr(0, end);
        rest.remove_prefix(end);
    }
    const std::size_t question = std::min(rest.find('?'), rest.size());
    parts.path = rest.substr(0, question);
    if (question < rest.size()) parts.query = rest.substr(question + 1);
    return parts;
}

// A password with a '/' or a '?' in it ends up where the port, the path or a parameter is expected,
// and would be printed as such. What follows says nothing of the text that it refuses.
[[noreturn]] void refuse_misplaced_at() {
    throw ConfigError(
        "the database URL has an '@' in its path or in a parameter's name, as if a password stood "
        "before it. User and password belong right behind the two slashes, as in "
        "postgresql://user:password@host/database; in a password '/' is written as %2F and '?' as "
        "%3F, in the name of a file or database '@' as %40");
}

void check_path(const Parts& parts) {
    const std::size_t at = parts.path.find('@');
    if (at == std::string_view::npos) return;
    for (const std::string_view before : {parts.user_info, parts.hosts, parts.path.substr(0, at)})
        if (before.find(':') != std::string_view::npos) refuse_misplaced_at();
}

void check_ports(std::string_view hosts) {
    while (!hosts.empty()) {
        std::string_view host = hosts.substr(0, hosts.find(','));
        hosts.remove_prefix(std::min(host.size() + 1, hosts.size()));
        if (host.starts_with('[')) host.remove_prefix(std::min(host.find(']'), host.size()));
        const std::size_t colon = std::min(host.find(':'), host.size());
        const bool is_number =
            std::ranges::all_of(host.substr(std::min(colon + 1, host.size())),
                                [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!is_number)
            throw ConfigError("the database URL has a port that is no number; it looks like "
                              "postgresql://user:password@host:5432/database, where '/' in the "
                              "password is written as %2F");
    }
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

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

bool is_password(std::string_view parameter) {
    return parameter == "password" || parameter == "passwd" || parameter == "pwd";
}

std::string encoded(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("/-_.~").find(c) != std::string_view::npos)
            result += c;
        else
            result.append(1, '%').append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
    return result;
}

// libpq takes the first '@' for the end of the user.
std::string with_at_escaped(std::string_view user) {
    std::string result;
    for (const char c : user) result += c == '@' ? std::string("%40") : std::string(1, c);
    return result;
}

} // namespace

Url Url::parse(std::string_view text) {
    const Parts parts = cut(text);
    check_path(parts);
    check_ports(parts.hosts);
    Url url;
    url.scheme_ = lower_case(parts.scheme);
    url.has_authority_ = parts.has_authority;
    url.text_ = url.scheme_ + (parts.has_authority ? "://" : ":");
    if (parts.has_user) {
        const std::size_t colon = std::min(parts.user_info.find(':'), parts.user_info.size());
        const std::string_view user = parts.user_info.substr(0, colon);
        url.user_ = decoded(user);
        if (colon < parts.user_info.size())
            url.password_ = Secret(decoded(parts.user_info.substr(colon + 1)));
        url.text_ += with_at_escaped(user) + '@';
    }
    url.hosts_ = parts.hosts;
    url.path_ = decoded(parts.path);
    url.text_.append(parts.hosts).append(parts.path);
    char separator = '?';
    for_each_parameter(parts.query,
                       [&](std::string_view whole, std::string_view name, std::string_view value) {
                           if (name.find('@') != std::string_view::npos) refuse_misplaced_at();
                           const std::string plain = decoded(name);
                           const std::string lower = lower_case(plain);
                           if (is_password(lower)) {
                               url.password_ = Secret(decoded(value));
                           } else if (lower == "sslpassword") {
                               url.parameters_.emplace_back(lower, decoded(value));
                           } else {
                               url.parameters_.emplace_back(plain, decoded(value));
                               url.text_.append(1, separator).append(whole);
                               separator = '&';
                           }
                       });
    return url;
}

Url Url::with_path(std::string_view path) const {
    Url other = *this;
    other.path_ = path;
    std::size_t begin = text_.find(':') + 1;
    if (has_authority_) begin = std::min(text_.find_first_of("/?", begin + 2), text_.size());
    const std::size_t end = std::min(text_.find('?', begin), text_.size());
    other.text_.replace(begin, end - begin, encoded(path));
    return other;
}

std::optional<std::string> Url::parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, &Parameters::value_type::first);
    if (found == parameters_.end()) return std::nullopt;
    return found->second;
}

void Url::require_parameters(const std::vector<std::string>& known,
                             std::string_view database) const {
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : parameters_) {
        if (std::ranges::find(seen, name) != seen.end())
            throw ConfigError("the database URL has the parameter '" + name + "' twice");
        seen.push_back(name);
        if (std::ranges::find(known, name) != known.end()) continue;
        std::string list;
        for (const std::string& word : known) list += (list.empty() ? "" : ", ") + word;
        throw ConfigError("the database URL has the parameter '" + name + "', which is none for " +
                          std::string(database) + " (there are " + list + ")" +
                          suggestion(name, known));
    }
}

} // namespace varve
