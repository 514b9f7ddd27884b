#pragma once

#include "sql_mode.hpp"

#include "varve/db/dialect.hpp"

namespace varve::mysql {

/// Cuts a script into statements as the mariadb and mysql clients do, DELIMITER lines included; and
/// where a semicolon ends a statement inside a stored program it is not cut, whether there is a
/// DELIMITER or not. The other commands of the clients (source, \g, …) are problems.
Script split_script(std::string_view script, std::uint32_t first_line, const SqlMode& mode);

} // namespace varve::mysql
