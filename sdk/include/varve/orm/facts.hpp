#pragma once

#include "varve/db/value.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace varve {

struct ColumnFacts;
struct TableFacts;

/// A column of an entity that another column refers to.
struct ReferenceFacts {
    const TableFacts& table;
    const ColumnFacts& column;
};

/// What becomes of rows when the row that they refer to is deleted, or gets another key.
enum class ReferenceAction : std::uint8_t { no_action, restrict, cascade, set_null, set_default };

/// All that a mapping says of a column. What the database needs to know and queries do not is here
/// too, so that the table can be made from it.
struct ColumnFacts {
    /// What a row that is inserted has in this column where its struct does not say so.
    enum class Default : std::uint8_t { none, value, now, expression };

    std::string_view prefix = {}; ///< stands in front of the name
    std::string_view name;
    Kind kind = Kind::any;
    Kind element = Kind::any; ///< of an array: what it holds
    std::uint8_t bytes = 0;   ///< of a number: the width of a signed one that holds it; else 0
    bool nullable = false;

    bool primary_key = false;
    bool identity = false; ///< numbered by the database
    bool unique = false;
    bool indexed = false;

    bool insert_only = false; ///< written once, never changed
    bool read_only = false;   ///< written by others
    bool unselected = false;  ///< read only by those who name it
    bool version = false;     ///< counts the changes of its row
    bool created_at = false;
    bool updated_at = false;
    bool deleted_at = false; ///< null: the row is there

    Default default_kind = Default::none;
    Cell default_value = {};
    std::string_view default_expression = {};
    std::string_view generated = {}; ///< the expression that the database computes it by

    std::uint32_t max_length = 0; ///< in characters or bytes; 0 is no limit
    std::uint8_t precision = 0, scale = 0;
    std::string_view type = {};                    ///< the database's own name of its type
    std::span<const std::string_view> labels = {}; ///< of an enum that is held as text
    std::string_view collation = {};
    std::string_view check = {};
    std::string_view comment = {};
    std::string_view renamed_from = {};

    /// What it refers to, if anything; to be asked when all mappings are known.
    ReferenceFacts (*references)() = nullptr;
    ReferenceAction on_delete = ReferenceAction::no_action;
    ReferenceAction on_update = ReferenceAction::no_action;

    /// Does the database make its value when a row is inserted?
    constexpr bool made_by_database() const {
        return identity || !generated.empty() || default_kind == Default::now ||
               default_kind == Default::expression;
    }
    constexpr bool is_inserted() const { return !made_by_database() && !read_only; }
    constexpr bool is_updated() const {
        return !primary_key && !identity && generated.empty() && !insert_only && !read_only &&
               !created_at && !updated_at && !version;
    }
};

struct IndexFacts {
    static constexpr std::size_t most_columns = 16;

    std::string_view name = {}; ///< empty: made of the table's and the columns'
    std::array<std::uint16_t, most_columns> columns = {}; ///< their places in the mapping
    std::uint16_t column_count = 0;
    std::string_view expression = {}; ///< instead of columns
    static constexpr std::size_t deepest_path = 4;
    std::array<std::string_view, deepest_path> path = {}; ///< into the document of the only column
    std::uint16_t path_length = 0;
    Kind path_kind = Kind::any;   ///< of what is there
    std::string_view method = {}; ///< "gin"
    std::string_view where = {};  ///< of a partial index
    bool unique = false;
};

struct CheckFacts {
    std::string_view name, expression;
};

struct TableFacts {
    std::string_view name;
    std::string_view name_space = {}; ///< empty: where unqualified names are found
    std::string_view comment = {};
    std::string_view renamed_from = {};
    bool view = false; ///< rows come from a query; nothing is written
};

} // namespace varve
