#pragma once

#include <string>
#include <string_view>

/// Names and literals of PostgreSQL.
namespace varve::postgresql {

/// A name with its qualifiers, as the catalogs hold it.
struct QualifiedName {
    std::string name_space; ///< empty where none was written
    std::string name;
};

/// Reads a name as it was written: unquoted parts in lower case, quotes taken off, no part longer
/// than the 63 bytes that the server keeps.
QualifiedName read_name(std::string_view written);

/// A string literal that means the same whatever standard_conforming_strings says. Throws
/// DatabaseError(invalid_data) for a NUL byte.
std::string string_literal(std::string_view text);
void append_string_literal(std::string& sql, std::string_view text);

/// An identifier in quotes.
std::string quoted_identifier(std::string_view identifier);

/// The first 63 bytes, or a few fewer where that would cut a character in two.
std::string_view as_identifier(std::string_view text) noexcept;

} // namespace varve::postgresql
