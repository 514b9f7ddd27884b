#pragma once

#include "varve/error.hpp"

#include <libpq-fe.h>

#include <cstddef>
#include <string_view>

namespace varve::postgresql {

/// What an SQLSTATE (five characters) means in varve's terms.
DatabaseError::Kind kind_of_sqlstate(std::string_view sqlstate) noexcept;

/// The server counts characters from 1; we count bytes from 0.
std::size_t byte_position(std::string_view utf8, std::size_t character) noexcept;

/// A statement as its author wrote it, and how many bytes of ASCII were sent in front of it.
struct SentText {
    std::string_view text;
    std::size_t prefix = 0;
};

/// What `result` (nullptr where none came) and the state of `connection` say went wrong.
DatabaseError::Facts facts_of(PGconn& connection, const PGresult* result, SentText sent);

/// Why no connection could be made, with what to do.
/// ConfigError where libpq refused the parameters themselves.
[[noreturn]] void throw_not_connected(PGconn& connection);

/// A message of libpq without its line breaks, and without the lines that it indents: advice.
std::string on_one_line(std::string_view message);

} // namespace varve::postgresql
