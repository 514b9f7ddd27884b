#pragma once

#include "varve/db/introspector.hpp"

namespace varve::mysql {

/// Reads the information_schema of MySQL and MariaDB.
class MysqlIntrospector final : public Introspector {
public:
    schema::DatabaseSchema read(Connection& connection) const override;
};

} // namespace varve::mysql
