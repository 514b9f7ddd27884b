#pragma once

#include "varve/url.hpp"

#include <cstdint>
#include <string>

namespace varve::mysql {

/// What a URL says about a database: mysql://user@host:3306/database, or with a socket
/// mysql://user@/database?socket=/run/mysqld/mysqld.sock, and with `ssl-mode`, `ssl-ca`, `ssl-cert`
/// and `ssl-key`.
struct Location {
    /// What `ssl-mode` says, in the words of MySQL's own clients.
    enum class Tls : std::uint8_t {
        disabled,
        preferred,      ///< where the server can, and not by a socket
        required,       ///< or no connection; who the server is goes unchecked
        verify_ca,      ///< and its certificate is signed by `ca`
        verify_identity ///< and the certificate is for this host
    };

    std::string host; ///< reached by TCP; empty for a socket
    unsigned port = 3306;
    std::string socket; ///< empty: the client library's own
    std::string user;   ///< empty: who runs varve
    std::string database;
    Tls tls = Tls::preferred;
    std::string ca, certificate, key; ///< files in PEM format
};

/// Throws ConfigError, which shows how such a URL looks, or names the parameter that is wrong.
Location parse_location(const Url& url);

} // namespace varve::mysql
