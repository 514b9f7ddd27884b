#pragma once

#include "varve/schema/object_id.hpp"
#include "varve/schema/table.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace varve::schema {

/// What PostgreSQL calls a schema.
struct Namespace {
    std::string name = {};
    std::string comment = {};

    friend bool operator==(const Namespace&, const Namespace&) = default;
};

struct Extension {
    std::string name = {};
    std::string name_space = {}; ///< in which its things are
    std::string comment = {};

    friend bool operator==(const Extension&, const Extension&) = default;
};

struct EnumType {
    Name name = {};
    std::vector<std::string> values = {}; ///< in their order
    std::string comment = {};

    friend bool operator==(const EnumType&, const EnumType&) = default;
};

/// A type with rules of its own.
struct Domain {
    Name name = {};
    ColumnType type = {};
    bool nullable = true;
    std::optional<std::string> default_value = {}; ///< an expression
    std::string collation = {};                    ///< where it is not its type's
    std::vector<Constraint> constraints = {};      ///< checks
    std::string comment = {};

    friend bool operator==(const Domain&, const Domain&) = default;
};

struct CompositeType {
    Name name = {};
    std::vector<Column> attributes = {}; ///< with name, type, collation and comment
    std::string comment = {};

    friend bool operator==(const CompositeType&, const CompositeType&) = default;
};

/// A column of a table.
struct ColumnName {
    Name table = {};
    std::string column = {};

    friend bool operator==(const ColumnName&, const ColumnName&) = default;
};

struct Sequence {
    Name name = {};
    std::string type = {}; ///< "integer"; empty is the database's usual one
    Counting counting = {};
    std::optional<ColumnName> owner = {}; ///< with which it is dropped
    bool unlogged = false;
    std::string comment = {};

    friend bool operator==(const Sequence&, const Sequence&) = default;
};

struct View {
    Name name = {};
    std::string query = {};
    bool materialized = false;
    Options options = {};
    std::vector<Index> indexes = {};
    std::vector<Trigger> triggers = {};
    std::map<std::string, std::string> column_comments = {}; ///< by the columns' names
    std::string comment = {};

    friend bool operator==(const View&, const View&) = default;
};

struct Routine {
    enum class Kind : std::uint8_t { function, procedure };

    Name name = {};
    std::string arguments = {}; ///< their types, which tell it from its namesakes
    Kind kind = Kind::function;
    std::string definition = {}; ///< the whole statement that makes it
    std::string comment = {};

    friend bool operator==(const Routine&, const Routine&) = default;
};

/// What the database does by itself when its time has come.
struct Event {
    Name name = {};
    std::string definition = {}; ///< the whole statement that makes it
    std::string comment = {};

    friend bool operator==(const Event&, const Event&) = default;
};

/// What the model has no type for: kept as the statements that make it, and never changed.
struct Other {
    std::string kind = {}; ///< as SQL says it: "PUBLICATION", "RULE"
    Name name = {};
    Name table = {}; ///< whose it is and with which it goes, where it is one's
    std::vector<std::string> statements = {};

    friend bool operator==(const Other&, const Other&) = default;
};

/// A whole model.
struct DatabaseSchema {
    std::vector<Namespace> name_spaces = {};
    std::vector<Extension> extensions = {};
    std::vector<EnumType> enums = {};
    std::vector<Domain> domains = {};
    std::vector<CompositeType> composites = {};
    std::vector<Sequence> sequences = {};
    std::vector<Table> tables = {};
    std::vector<View> views = {};
    std::vector<Routine> routines = {};
    std::vector<Event> events = {};
    std::vector<Other> others = {};
    /// What needs what where only the database can tell: a view its tables, a default its function.
    /// What the model shows, a foreign key's table say, does not have to be here.
    std::vector<Dependency> dependencies = {};
    /// What is there and not even text can be had of, in words: "operator app.=== (…)".
    std::vector<std::string> unread = {};

    friend bool operator==(const DatabaseSchema&, const DatabaseSchema&) = default;
};

} // namespace varve::schema
