#pragma once

#include "varve/db/dialect.hpp"

namespace varve::postgresql {

/// Cuts a script into statements as psql does: not at a semicolon in parentheses or in a BEGIN
/// ATOMIC body, and with the rows that follow COPY … FROM stdin. Backslash commands are problems,
/// but for the \restrict and \unrestrict that pg_dump writes, which are skipped.
Script split_script(std::string_view script, std::uint32_t first_line);

} // namespace varve::postgresql
