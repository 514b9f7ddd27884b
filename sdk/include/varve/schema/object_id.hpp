#pragma once

#include "varve/export.hpp"
#include "varve/schema/name.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace varve::schema {

enum class ObjectKind : std::uint8_t {
    name_space,
    extension,
    enum_type,
    domain,
    composite_type,
    routine,
    sequence,
    table,
    view,
    column,
    constraint,
    index,
    partition,
    trigger,
    policy,
    enum_value,
    event,
    other,
};

/// "table", "enum"
VARVE_API std::string_view to_string(ObjectKind kind) noexcept;

/// What tells one thing of a schema from all others.
struct ObjectId {
    ObjectKind kind = ObjectKind::table;
    Name name = {}; ///< of a part of a table: the table's
    /// Of a part of a table or a value of an enum its own name, of a routine the types of its
    /// arguments, of what the model has no type for its kind, and its table.
    std::string part = {};

    friend auto operator<=>(const ObjectId&, const ObjectId&) = default;
};

/// As a person says it: "index users_email of app.users".
VARVE_API std::string in_words(const ObjectId& id);

/// One thing that cannot be there without another.
struct Dependency {
    ObjectId object = {};
    ObjectId needs = {};

    friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

} // namespace varve::schema
