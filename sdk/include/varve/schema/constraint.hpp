#pragma once

#include "varve/schema/index.hpp"
#include "varve/schema/name.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace varve::schema {

struct PrimaryKey {
    std::vector<std::string> columns = {};
    std::vector<std::string> include = {}; ///< columns that its index only carries

    friend bool operator==(const PrimaryKey&, const PrimaryKey&) = default;
};

struct Unique {
    std::vector<std::string> columns = {};
    std::vector<std::string> include = {};
    bool nulls_distinct = true;

    friend bool operator==(const Unique&, const Unique&) = default;
};

struct ForeignKey {
    enum class Action : std::uint8_t { no_action, restrict, cascade, set_null, set_default };
    enum class Match : std::uint8_t { simple, full };

    std::vector<std::string> columns = {};
    Name table = {}; ///< that it refers to, and these columns of it
    std::vector<std::string> referenced = {};
    Action on_update = Action::no_action;
    Action on_delete = Action::no_action;
    std::vector<std::string> on_delete_columns = {}; ///< that are set; empty is all of `columns`
    Match match = Match::simple;

    friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Check {
    std::string expression = {};
    bool no_inherit = false;

    friend bool operator==(const Check&, const Check&) = default;
};

/// No two rows for which all of the operators hold.
struct Exclusion {
    struct Element {
        IndexElement of = {};
        std::string operator_ = {}; ///< as SQL spells it between two values

        friend bool operator==(const Element&, const Element&) = default;
    };

    std::string method = {};
    std::vector<Element> elements = {};
    std::vector<std::string> include = {};
    std::string predicate = {};

    friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

/// What must hold for the rows of a table, or for the values of a domain.
struct Constraint {
    enum class Deferral : std::uint8_t { none, deferrable, initially_deferred };

    std::string name = {}; ///< empty: as the database names it
    std::variant<PrimaryKey, Unique, ForeignKey, Check, Exclusion> rule = {};
    Deferral deferral = Deferral::none;
    bool validated = true;  ///< false: rows that were there before may break it
    bool enforced = true;   ///< false: so may all
    bool inherited = false; ///< it is there because a parent of the table has it
    Options options = {};   ///< of its index
    std::string comment = {};

    friend bool operator==(const Constraint&, const Constraint&) = default;
};

} // namespace varve::schema
