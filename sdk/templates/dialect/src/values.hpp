#pragma once

#include <varve/db/value.hpp>

#include <sqlite3.h>
#include <string>

/// Gives the parameter at `ordinal`, from 1, its value. invalid_data where it cannot be held.
void bind_cell(sqlite3_stmt* statement, int ordinal, varve::Cell cell);

/// The value of a column in the current row as `wanted`; a view of what SQLite holds, or of
/// `buffer`. invalid_data where it cannot be had as that.
varve::Cell read_cell(sqlite3_stmt* statement, int column, varve::Kind wanted, std::string& buffer);
