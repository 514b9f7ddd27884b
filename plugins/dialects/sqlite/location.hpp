#pragma once

#include "varve/url.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace varve::sqlite {

/// The path of a database in memory.
inline constexpr std::string_view memory = ":memory:";

/// What a URL says about a database: sqlite:///abs/path.db, sqlite:relative.db or sqlite::memory:,
/// with the parameters of SQLite's own URIs and `busy_timeout` (milliseconds).
struct Location {
    enum class Mode : std::uint8_t {
        standard,         ///< read and write; made where it is missing, if the caller allows it
        read_only,        ///< mode=ro
        read_write,       ///< mode=rw: never made
        read_write_create ///< mode=rwc
    };
    enum class Cache : std::uint8_t { standard, shared, private_ };

    std::string path; ///< as written; ":memory:" for a database in memory
    Mode mode = Mode::standard;
    Cache cache = Cache::standard;
    bool in_memory = false;
    bool immutable = false; ///< nobody changes the file while it is open
    std::string vfs;        ///< empty: SQLite's standard one
    std::chrono::milliseconds busy_timeout{5000};

    /// A URI for sqlite3_open_v2 that leads to `path` whatever characters it has.
    std::string uri() const;
};

/// Throws ConfigError, which shows how such a URL looks, or names the parameter that is wrong.
Location parse_location(const Url& url);

} // namespace varve::sqlite
