#include "location.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <ranges>

namespace varve::sqlite {

namespace {

[[noreturn]] void refuse(const Url& url, const std::string& reason) {
    throw ConfigError(
        "the database URL " + url.text() + " " + reason +
        "; write sqlite:///folder/file.db (an absolute path), sqlite:folder/file.db (a "
        "path from the working directory) or sqlite::memory:");
}

[[noreturn]] void refuse_value(std::string_view name, std::string_view value,
                               std::string_view allowed) {
    throw ConfigError("the database URL has " + std::string(name) + '=' + std::string(value) +
                      "; what it may be: " + std::string(allowed));
}

void check_shape(const Url& url) {
    const std::string& path = url.path();
    if (!url.hosts().empty())
        refuse(url, "names the host '" + url.hosts() + "', and SQLite has none");
    // A password may be there for another database, from the environment; here nobody asks for one.
    if (!url.user().empty()) refuse(url, "names a user, and SQLite knows none");
    if (path.empty()) refuse(url, "names no file");
    if (path == '/' + std::string(memory)) refuse(url, "names a file called ':memory:'");
    if (path.find('\0') != std::string::npos) refuse(url, "has a NUL in its path");
}

void set_mode(Location& location, std::string_view value) {
    using enum Location::Mode;
    if (value == "ro")
        location.mode = read_only;
    else if (value == "rw")
        location.mode = read_write;
    else if (value == "rwc")
        location.mode = read_write_create;
    else if (value == "memory")
        location.in_memory = true;
    else
        refuse_value("mode", value, "ro, rw, rwc or memory");
}

void set_cache(Location& location, std::string_view value) {
    if (value != "shared" && value != "private") refuse_value("cache", value, "shared or private");
    location.cache = value == "shared" ? Location::Cache::shared : Location::Cache::private_;
}

void set_immutable(Location& location, std::string_view value) {
    if (value != "0" && value != "1") refuse_value("immutable", value, "0 or 1");
    location.immutable = value == "1";
}

void set_vfs(Location& location, std::string_view value) {
    if (value.empty()) refuse_value("vfs", value, "the name of one of SQLite's file systems");
    location.vfs = value;
}

void set_busy_timeout(Location& location, std::string_view value) {
    int milliseconds = 0;
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), milliseconds);
    if (error != std::errc() || end != value.data() + value.size() || milliseconds < 0)
        refuse_value("busy_timeout", value, "milliseconds, from 0 (do not wait) to 2147483647");
    location.busy_timeout = std::chrono::milliseconds(milliseconds);
}

using Set = void (*)(Location&, std::string_view);
constexpr std::array<std::pair<std::string_view, Set>, 5> parameters{
    {{"mode", set_mode},
     {"cache", set_cache},
     {"immutable", set_immutable},
     {"vfs", set_vfs},
     {"busy_timeout", set_busy_timeout}}};

void set_parameters(Location& location, const Url& url) {
    const auto known = std::views::keys(parameters);
    url.require_parameters({known.begin(), known.end()}, "SQLite");
    for (const auto& [name, value] : url.parameters()) {
        std::ranges::find(parameters, name, &decltype(parameters)::value_type::first)
            ->second(location, value);
    }
}

std::string escaped(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : path) {
        const auto code = static_cast<unsigned char>(c);
        if (c != '%' && c != '?' && c != '#') {
            result += c;
            continue;
        }
        result += '%';
        result += digits[code >> 4U];
        result += digits[code & 15U];
    }
    return result;
}

} // namespace

std::string Location::uri() const {
    // An absolute path needs the "//", for it may begin with two slashes itself.
    const std::string prefix = path.starts_with('/') ? "file://" : "file:";
    return prefix + escaped(path) + (immutable ? "?immutable=1" : "");
}

Location parse_location(const Url& url) {
    check_shape(url);
    Location location;
    location.path = url.path();
    location.in_memory = location.path == memory;
    set_parameters(location, url);
    return location;
}

} // namespace varve::sqlite
