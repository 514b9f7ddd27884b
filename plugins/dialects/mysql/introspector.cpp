#include "introspector.hpp"

#include "catalog_reader.hpp"
#include "connection.hpp"

namespace varve::mysql {

// A driver is handed only connections that it made. There is no transaction that information_schema
// would keep to.
schema::DatabaseSchema MysqlIntrospector::read(Connection& connection) const {
    const auto& ours = static_cast<MysqlConnection&>(connection);
    return CatalogReader(connection, ours.dialect().mode()).read();
}

} // namespace varve::mysql
