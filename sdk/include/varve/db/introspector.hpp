#pragma once

#include "varve/export.hpp"
#include "varve/schema/schema.hpp"

namespace varve {

class Connection;

/// Reads what a database holds into a model of it.
class VARVE_API Introspector {
public:
    virtual ~Introspector();

    /// All that a migration can have made, as it is at one moment, as far as the user may look: a
    /// database's own things and those of extensions are left out. Each list is in order of names.
    /// How many queries are asked does not depend on how much there is. In a transaction of its
    /// own, or in the one that is open.
    virtual schema::DatabaseSchema read(Connection& connection) const = 0;
};

} // namespace varve
