#pragma once

#include "sql_mode.hpp"

#include "varve/db/lexer.hpp"
#include "varve/db/statement_traits.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How tables are changed: by ALTER TABLE, CREATE INDEX and DROP INDEX, each with the ALGORITHM and
/// the LOCK that the author chose or left open.
namespace varve::mysql {

/// What a statement says of how it shall be carried out; empty where it says nothing.
struct DeclaredMethod {
    std::string_view algorithm; ///< "INPLACE"
    std::string_view lock;      ///< "NONE"
};
DeclaredMethod declared_method(std::span<const Token> tokens);

/// An engine that a statement sets.
enum class NamedEngine : std::uint8_t {
    none,
    native, ///< InnoDB, MyISAM, Aria, MEMORY: has nothing outside the server
    other,  ///< or a column that has this name
};
NamedEngine named_engine(std::span<const Token> tokens);

/// Does it sort the rows, divide them into partitions or give them to an engine? For these MariaDB
/// takes INSTANT and NOCOPY, and may copy the table all the same.
bool copies_anyway(std::span<const Token> tokens);

/// What others wait for under LOCK=NONE and the like.
LockLevel level_of_lock(std::string_view lock);

/// A statement with its method written into it.
struct Attempt {
    std::string text;
    std::string method; ///< "ALGORITHM=INPLACE, LOCK=NONE"
    LockLevel lock = LockLevel::none;
};

/// A change of a table in each way that its author leaves open, in the order in which the servers
/// choose. Of all products and versions: for some a server does not know the words. Empty where
/// the statement is another one, or leaves the choice to the server in words.
std::vector<Attempt> attempts_at(std::string_view statement, const SqlMode& mode);

} // namespace varve::mysql
