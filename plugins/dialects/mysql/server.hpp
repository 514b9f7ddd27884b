#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace varve::mysql {

/// What a server is, as far as its SQL depends on it.
struct Server {
    enum class Product : std::uint8_t { mysql, mariadb };

    Product product = Product::mysql;
    unsigned version = 0;      ///< 101119 is 10.11.19
    std::string sql_mode = {}; ///< when the session began: "ANSI_QUOTES,STRICT_TRANS_TABLES"

    bool is_mariadb(unsigned since = 0) const noexcept {
        return product == Product::mariadb && version >= since;
    }
    bool is_mysql(unsigned since = 0) const noexcept {
        return product == Product::mysql && version >= since;
    }
    /// Is this word in its sql_mode?
    bool has_mode(std::string_view mode) const noexcept;
    /// Keys of more than 767 bytes, and JSON in its own right or by name.
    bool is_modern() const noexcept { return is_mariadb(100207) || is_mysql(50708); }
    /// "MariaDB 10.11.19"
    std::string name() const;
};

/// Does this setting tell that the server is, or may become, one of several that take writes, with
/// named locks of its own?
bool tells_of_cluster(std::string_view setting, std::string_view value) noexcept;

} // namespace varve::mysql
