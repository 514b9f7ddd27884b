#pragma once

#include <varve/error.hpp>

#include <sqlite3.h>
#include <string>
#include <string_view>

/// What the library's `code` means in varve's terms, with the library's own words.
varve::DatabaseError error_of(sqlite3* database, int code, std::string_view statement = {});

/// A value that the database cannot hold, or cannot be read as what was wanted.
varve::DatabaseError invalid_data(std::string message);

/// A mistake of the caller's.
varve::DatabaseError misuse(std::string message, std::string_view statement);
