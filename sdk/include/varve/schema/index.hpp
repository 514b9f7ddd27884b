#pragma once

#include "varve/schema/name.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace varve::schema {

/// What an index is sorted or searched by: a column, or else an expression.
struct IndexElement {
    enum class Nulls : std::uint8_t { standard, first, last };

    std::string column = {};
    std::string expression = {};     ///< with the parentheses that it needs there
    std::string collation = {};      ///< where it is not the column's, as SQL spells it
    std::string operator_class = {}; ///< where it is not the type's, with its own options
    bool descending = false;
    Nulls nulls = Nulls::standard;
    std::uint32_t prefix_length = 0; ///< only so many characters or bytes; 0 is all

    friend bool operator==(const IndexElement&, const IndexElement&) = default;
};

/// An index that is not a constraint's own.
struct Index {
    std::string name = {};
    bool unique = false;
    std::string method = {}; ///< "gin"; empty is the database's usual one
    std::vector<IndexElement> elements = {};
    std::vector<std::string> include = {}; ///< columns that it only carries
    std::string predicate = {};            ///< of the rows that are in it; empty is all
    bool nulls_distinct = true;
    bool visible = true;    ///< to the planner
    bool inherited = false; ///< it is there because a parent of its table has one like it
    Options options = {};
    std::string comment = {};

    friend bool operator==(const Index&, const Index&) = default;
};

} // namespace varve::schema
