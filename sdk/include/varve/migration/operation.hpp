#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace varve {

enum class Direction : std::uint8_t { up, down };

/// A stretch of SQL as its author wrote it.
struct SqlFragment {
    std::string text;
    std::uint32_t line = 1;                 ///< of its first byte in the file
    std::vector<std::string> dialects = {}; ///< only for these; empty: for all
    bool single = false; ///< one statement whatever it looks like; otherwise the dialect splits it
    bool expectation = false; ///< no statement, but a query that must answer true when all is done
};

/// Does a migration's author ask for a transaction around it?
enum class TransactionMode : std::uint8_t {
    automatic, ///< one, where every statement can be in one
    none,
};

/// What a migration does in one direction, in SQL.
struct SqlOperation {
    std::vector<SqlFragment> fragments;
    TransactionMode transaction = TransactionMode::automatic;
    bool placeholders = false; ///< does ${name} in it stand for a value of the configuration?
    std::vector<std::string> allows = {}; ///< rules that the author agrees to break: "drop-table"
};

} // namespace varve
