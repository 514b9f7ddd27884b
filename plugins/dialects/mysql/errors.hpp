#pragma once

#include "varve/error.hpp"

#include <mysql.h>

#include <optional>
#include <string>
#include <string_view>

namespace varve::mysql {

/// What the server or the client library said of a failure.
struct Failure {
    unsigned code = 0;
    std::string sqlstate, message;
};
Failure failure_of(MYSQL* handle);
Failure failure_of(MYSQL_STMT* statement);

/// What an error code means, or else its SQLSTATE.
DatabaseError::Kind kind_of(const Failure& failure) noexcept;

/// Where in `statement` the fault is, by the server's "near '…' at line 2".
std::optional<std::size_t> position_of(std::string_view message, std::string_view statement);

DatabaseError error_of(const Failure& failure, std::string_view statement);

/// Why no connection could be made, with what to do.
DatabaseError not_connected(const Failure& failure, const std::string& database);

/// A mistake of the caller's.
DatabaseError misuse(std::string message, std::string_view statement = {});

} // namespace varve::mysql
