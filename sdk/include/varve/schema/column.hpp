#pragma once

#include "varve/schema/column_type.hpp"
#include "varve/schema/name.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace varve::schema {

/// How a sequence counts; what is not said is the database's default for its type.
struct Counting {
    std::optional<std::int64_t> start = {}, increment = {}, minimum = {}, maximum = {}, cache = {};
    bool cycle = false;

    friend bool operator==(const Counting&, const Counting&) = default;
};

/// Numbers that the database gives out: GENERATED … AS IDENTITY, AUTO_INCREMENT, AUTOINCREMENT.
struct Identity {
    bool always = false; ///< refuses the values of others
    Counting counting = {};
    Name sequence = {}; ///< that gives them out, where its name is not the usual one

    friend bool operator==(const Identity&, const Identity&) = default;
};

/// A value that is computed from the others of its row.
struct Generated {
    std::string expression = {};
    bool stored = true;

    friend bool operator==(const Generated&, const Generated&) = default;
};

/// A column of a table, or an attribute of a composite type.
struct Column {
    std::string name = {};
    ColumnType type = {};
    bool nullable = true;
    std::optional<std::string> default_value = {}; ///< an expression
    std::optional<Identity> identity = {};
    std::optional<Generated> generated = {};
    std::string collation = {}; ///< where it is not its type's, as SQL spells it
    bool inherited = false;     ///< it is there because a parent of the table has it
    Options options = {};
    std::string comment = {};

    friend bool operator==(const Column&, const Column&) = default;
};

} // namespace varve::schema
