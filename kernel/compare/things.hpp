#pragma once

#include "varve/schema/change.hpp"

#include <map>
#include <set>

namespace varve {

/// What can be made, changed and dropped by itself, by what tells one from another.
using Things = std::map<schema::ObjectId, schema::Object>;
using Tables = std::map<schema::Name, const schema::Table*>;

Tables tables_of(const schema::DatabaseSchema& model);

/// Of which table it is a partition; an empty name where of none.
schema::Name whole_of(const schema::Table& table);

/// How a table is parted is never changed: these are dropped with their rows, and made.
std::set<schema::Name> parted_anew(const schema::DatabaseSchema& from, const Tables& to);

/// All but what the model has no type for. `others` are the tables of the other side.
Things things_of(const schema::DatabaseSchema& model, const Tables& others,
                 const std::set<schema::Name>& parted_anew);

} // namespace varve
