#pragma once

#include "varve/db/value.hpp"

#include <string>

namespace varve::schema {

/// The type of a column: what a row holds of it, and how the database spells it.
struct ColumnType {
    Kind kind = Kind::any;
    std::string spelling = {}; ///< "character varying(40)"; what Dialect::column_type says for one

    friend bool operator==(const ColumnType&, const ColumnType&) = default;
};

} // namespace varve::schema
