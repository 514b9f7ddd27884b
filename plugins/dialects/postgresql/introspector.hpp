#pragma once

#include "varve/db/introspector.hpp"

namespace varve::postgresql {

/// Reads the catalogs of PostgreSQL 14 to 18.
class PostgresqlIntrospector final : public Introspector {
public:
    schema::DatabaseSchema read(Connection& connection) const override;
};

} // namespace varve::postgresql
