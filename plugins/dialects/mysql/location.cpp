#include "location.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <utility>
#include <vector>

namespace varve::mysql {

namespace {

using Tls = Location::Tls;

[[noreturn]] void refuse(const Url& url, const std::string& reason) {
    throw ConfigError("the database URL " + url.text() + " " + reason +
                      "; write mysql://user@host:3306/database, or "
                      "mysql://user@/database?socket=/run/mysqld/mysqld.sock");
}

void set_port(Location& location, std::string_view text, const Url& url) {
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), location.port);
    if (error != std::errc() || rest != text.data() + text.size() || location.port == 0 ||
        location.port > 65535)
        refuse(url, "has the port '" + std::string(text) + "', and a port is from 1 to 65535");
}

// "host", "host:3306", "[::1]" or "[::1]:3306".
void set_host(Location& location, const Url& url) {
    std::string_view hosts = url.hosts();
    if (hosts.find(',') != std::string_view::npos)
        refuse(url, "names several hosts; name the one that takes writes");
    std::size_t colon = hosts.rfind(':');
    if (hosts.starts_with('[')) {
        const std::size_t close = hosts.find(']');
        if (close == std::string_view::npos) refuse(url, "has a '[' without its ']'");
        location.host = hosts.substr(1, close - 1);
        colon = hosts.find(':', close);
    } else {
        location.host = hosts.substr(0, colon);
    }
    if (colon != std::string_view::npos) set_port(location, hosts.substr(colon + 1), url);
}

constexpr std::array<std::pair<std::string_view, Tls>, 5> tls_modes{
    {{"DISABLED", Tls::disabled},
     {"PREFERRED", Tls::preferred},
     {"REQUIRED", Tls::required},
     {"VERIFY_CA", Tls::verify_ca},
     {"VERIFY_IDENTITY", Tls::verify_identity}}};

std::string in_capitals(std::string_view text) {
    std::string capitals(text);
    std::ranges::transform(capitals, capitals.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return capitals;
}

void set_tls(Location& location, const std::string& value) {
    const std::string word = in_capitals(value);
    std::vector<std::string> known;
    for (const auto& [name, mode] : tls_modes) {
        known.emplace_back(name);
        if (name != word) continue;
        location.tls = mode;
        return;
    }
    throw ConfigError("the database URL has ssl-mode=" + value +
                      "; what it may be: DISABLED, PREFERRED, REQUIRED, VERIFY_CA or "
                      "VERIFY_IDENTITY" +
                      suggestion(word, known));
}

using Set = void (*)(Location&, const std::string&);
constexpr std::array<std::pair<std::string_view, Set>, 5> parameters{
    {{"socket", [](Location& location, const std::string& value) { location.socket = value; }},
     {"ssl-mode", set_tls},
     {"ssl-ca", [](Location& location, const std::string& value) { location.ca = value; }},
     {"ssl-cert",
      [](Location& location, const std::string& value) { location.certificate = value; }},
     {"ssl-key", [](Location& location, const std::string& value) { location.key = value; }}}};

void set_parameters(Location& location, const Url& url) {
    const auto known = std::views::keys(parameters);
    url.require_parameters({known.begin(), known.end()}, "MySQL");
    for (const auto& [name, value] : url.parameters()) {
        if (value.empty()) throw ConfigError("the database URL has " + name + "= without a value");
        std::ranges::find(parameters, name, &decltype(parameters)::value_type::first)
            ->second(location, value);
    }
}

// A setting that would do nothing would be one that somebody relies on in vain.
void check_whole(const Location& location, const Url& url) {
    if (!location.socket.empty() && !location.host.empty())
        refuse(url, "names both a host and a socket");
    const bool verifies = location.tls == Tls::verify_ca || location.tls == Tls::verify_identity;
    if (verifies && location.ca.empty())
        refuse(url, "has an ssl-mode that verifies the server, and no ssl-ca to do it with");
    if (!verifies && !location.ca.empty())
        refuse(url, "has an ssl-ca that its ssl-mode does not use; say VERIFY_CA or "
                    "VERIFY_IDENTITY");
    if (location.certificate.empty() != location.key.empty())
        refuse(url, "needs both of ssl-cert and ssl-key, or neither");
}

} // namespace

Location parse_location(const Url& url) {
    if (!url.has_authority()) refuse(url, "lacks the two slashes behind its scheme");
    if (url.path().size() < 2) refuse(url, "names no database");
    Location location;
    location.user = url.user();
    location.database = url.path().substr(1);
    if (!url.hosts().empty()) set_host(location, url);
    set_parameters(location, url);
    check_whole(location, url);
    return location;
}

} // namespace varve::mysql
