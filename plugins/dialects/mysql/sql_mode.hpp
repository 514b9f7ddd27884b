#pragma once

namespace varve::mysql {

/// What the reading of SQL depends on, as a session says it of its server and its sql_mode.
struct SqlMode {
    bool ansi_quotes = false;          ///< "…" is a name, not a string
    bool no_backslash_escapes = false; ///< \ in a string stands for itself
    bool strict = true;                ///< a value that does not fit is an error, not cut
    bool is_mariadb = false;
    int version_number = 0; ///< 50624 for MySQL 5.6.24, 101119 for MariaDB 10.11.19

    constexpr bool is_mariadb_from(int version) const noexcept {
        return is_mariadb && version_number >= version;
    }
    constexpr bool is_mysql_from(int version) const noexcept {
        return !is_mariadb && version_number >= version;
    }
};

} // namespace varve::mysql
