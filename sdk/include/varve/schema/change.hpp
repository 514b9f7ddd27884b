#pragma once

#include "varve/schema/schema.hpp"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace varve::schema {

/// A part of a table or of a view, and whose it is.
template <class Part> struct PartOf {
    Name table = {};
    Part part = {};

    friend bool operator==(const PartOf&, const PartOf&) = default;
};

/// All that can be made, changed and dropped by itself.
using Object = std::variant<Namespace, Extension, EnumType, Domain, CompositeType, Routine,
                            Sequence, Table, View, Event, Other, PartOf<Column>, PartOf<Constraint>,
                            PartOf<Index>, PartOf<Partition>, PartOf<Trigger>, PartOf<Policy>>;

VARVE_API ObjectId id_of(const Object& object);

/// A table or view is made with the parts that it holds.
struct Create {
    Object object;

    friend bool operator==(const Create&, const Create&) = default;
};

struct Drop {
    Object object;

    friend bool operator==(const Drop&, const Drop&) = default;
};

/// The same thing before and after. Of tables and views what they are themselves: their parts are
/// changed apart.
struct Alter {
    Object before, after;

    friend bool operator==(const Alter&, const Alter&) = default;
};

/// Only the last part of its name is another.
struct Rename {
    ObjectId object;
    std::string to;

    friend bool operator==(const Rename&, const Rename&) = default;
};

/// One difference between two schemas.
struct Change {
    std::variant<Create, Drop, Alter, Rename> what;

    friend bool operator==(const Change&, const Change&) = default;
};

/// What it is done to; of an alteration, as it is afterwards.
VARVE_API ObjectId id_of(const Change& change);

/// The change that takes this one back: of a schema, not of the rows that went with it.
VARVE_API Change reverse(Change change);
/// The same of several: each reversed, the last first.
VARVE_API std::vector<Change> reverse(std::span<const Change> changes);

} // namespace varve::schema
