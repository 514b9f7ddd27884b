#pragma once

#include "varve/db/connection.hpp"
#include "varve/orm/mapping.hpp"

#include <span>
#include <string>

namespace varve::test {

/// Makes a table with these columns.
void create_table(Connection& connection, const TableFacts& table,
                  std::span<const ColumnFacts> columns);

template <Mapped T> void create_table(Connection& connection) {
    create_table(connection, orm::mapping<T>.facts, orm::mapping<T>.columns);
}

} // namespace varve::test
