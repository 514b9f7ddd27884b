#pragma once

#include "pair.hpp"

#include "varve/schema/schema.hpp"

#include <map>
#include <string>
#include <vector>

namespace varve {
class Connection;
}

namespace varve::test {

/// The values of a database as text: of each table, of each column, in the order of its rows.
using Content = std::map<schema::Name, std::map<std::string, std::vector<std::string>>>;

Content content_of(Connection& connection, const schema::DatabaseSchema& model);

/// A table, and those of its columns, that are in two schemas, by their names in either.
struct KeptTable {
    schema::Name before = {}, after = {};
    std::vector<std::string> columns_before = {}, columns_after = {};
};

/// By the names that the pair's answers give them; less what is computed in another way and what
/// may be converted.
std::vector<KeptTable> kept_tables(const Pair& pair, const schema::DatabaseSchema& before,
                                   const schema::DatabaseSchema& after,
                                   const std::string& name_space);

/// The rows of a table, of these columns, in an order of their own.
std::vector<std::string> rows_of(const Content& content, const schema::Name& table,
                                 const std::vector<std::string>& columns);

} // namespace varve::test
