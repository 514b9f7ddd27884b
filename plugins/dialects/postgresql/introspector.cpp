#include "introspector.hpp"

#include "catalog_reader.hpp"
#include "connection.hpp"

#include "varve/db/transaction.hpp"

namespace varve::postgresql {

// A driver is handed only connections that it made.
schema::DatabaseSchema PostgresqlIntrospector::read(Connection& connection) const {
    Transaction transaction(connection,
                            {.isolation = Isolation::repeatable_read, .access = Access::read});
    // The server then writes every name with its schema, and nothing else decides what it writes.
    connection.execute("SET LOCAL search_path = ''");
    connection.execute("SET LOCAL quote_all_identifiers = off");
    // Workers cost more to start than they do here, and so does sorting on disk.
    connection.execute("SET LOCAL max_parallel_workers_per_gather = 0");
    connection.execute("SET LOCAL work_mem = '64MB'");
    const int version = static_cast<PostgresqlConnection&>(connection).server_version();
    schema::DatabaseSchema model = CatalogReader(connection, version).read();
    transaction.rollback();
    return model;
}

} // namespace varve::postgresql
