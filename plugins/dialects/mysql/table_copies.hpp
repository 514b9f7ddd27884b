#pragma once

#include "connection.hpp"

#include <map>
#include <set>
#include <string>

namespace varve::mysql {

/// Names of tables in lower case, each with why it was not copied.
using NotCopied = std::map<std::string, std::string, std::less<>>;

/// Makes empty copies, with their foreign keys, of those tables of `database` that are among
/// `words` (in lower case) and of those that a foreign key joins with them, where `scratch` is
/// connected to.
NotCopied copy_tables(MysqlConnection& scratch, const std::string& database,
                      std::set<std::string> words);

/// ASCII letters in lower case.
std::string lower(std::string text);

} // namespace varve::mysql
