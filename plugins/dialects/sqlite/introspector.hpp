#pragma once

#include "varve/db/introspector.hpp"

namespace varve::sqlite {

/// Reads sqlite_schema of the main database.
class SqliteIntrospector final : public Introspector {
public:
    schema::DatabaseSchema read(Connection& connection) const override;
};

} // namespace varve::sqlite
