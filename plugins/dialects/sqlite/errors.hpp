#pragma once

#include "varve/error.hpp"

#include <string>
#include <string_view>

struct sqlite3;

namespace varve::sqlite {

/// What SQLite's result `code` (plain or extended) means, with SQLite's own words for the last
/// thing that went wrong in `database`, the file where that is at fault, and what to do about it.
DatabaseError error_of(sqlite3* database, int code, std::string_view statement = {});

/// A mistake of the caller's.
DatabaseError misuse(std::string message, std::string_view statement = {});

/// The database's file, absolute and with its symbolic links resolved; empty for one in memory.
std::string file_of(sqlite3* database);

} // namespace varve::sqlite
