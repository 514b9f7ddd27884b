#pragma once

#include "varve/schema/column.hpp"
#include "varve/schema/constraint.hpp"
#include "varve/schema/index.hpp"
#include "varve/schema/name.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace varve::schema {

struct Trigger {
    /// When it fires: always but on replicas, only there, on both, never.
    enum class Enabled : std::uint8_t { origin, replica, always, never };

    std::string name = {};
    std::string definition = {}; ///< the whole statement that makes it
    Enabled enabled = Enabled::origin;
    std::string comment = {};

    friend bool operator==(const Trigger&, const Trigger&) = default;
};

/// Which rows who may see and write.
struct Policy {
    std::string name = {};
    bool permissive = true;
    std::string command = {};            ///< "SELECT"; empty is all
    std::vector<std::string> roles = {}; ///< empty is everybody
    std::string using_expression = {};   ///< of the rows that are seen
    std::string check_expression = {};   ///< of the rows that are written
    std::string comment = {};

    friend bool operator==(const Policy&, const Policy&) = default;
};

/// That a table is a part of another.
struct Partition {
    Name parent = {};
    std::string bound = {}; ///< "FOR VALUES FROM (1) TO (10)", "DEFAULT"

    friend bool operator==(const Partition&, const Partition&) = default;
};

struct Table {
    Name name = {};
    std::vector<Column> columns = {}; ///< in the order of SELECT *
    std::vector<Constraint> constraints = {};
    std::vector<Index> indexes = {};
    std::vector<Trigger> triggers = {};
    std::vector<Policy> policies = {};
    bool row_security = false;        ///< do the policies count?
    bool forced_row_security = false; ///< for the table's owner too?
    std::string partition_key = {};   ///< what other tables are parts of it by: "RANGE (day)"
    std::optional<Partition> partition = {};
    std::vector<Name> parents = {}; ///< that it inherits columns from
    bool unlogged = false;
    Options options = {}; ///< "engine", "strict", "fillfactor"
    std::string comment = {};

    friend bool operator==(const Table&, const Table&) = default;
};

} // namespace varve::schema
