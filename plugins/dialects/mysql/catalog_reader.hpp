#pragma once

#include "catalog.hpp"
#include "sql_mode.hpp"

#include "varve/schema/change.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace varve::mysql {

/// Puts a model together from information_schema, a query for each kind of thing. What is in the
/// database has no namespace: the database has another name in scratch.
class CatalogReader {
public:
    CatalogReader(Connection& connection, const SqlMode& mode);

    schema::DatabaseSchema read();

private:
    // catalog_tables.cpp
    void read_tables();
    void add_table(const CatalogRow& row);
    void read_columns();
    void add_column(schema::Table& table, const CatalogRow& row);
    void read_partitions();
    void read_sequences();

    // catalog_keys.cpp
    void read_indexes();
    void add_index(schema::Table& table, const CatalogRow& row);
    void read_foreign_keys();
    void read_checks();

    // catalog_programs.cpp
    void read_views();
    void read_parameters();
    void read_routines();
    void read_triggers();
    void read_events();
    /// Has what is stored been written in a mode in which it says the same as now? If not, it is
    /// told in `unread`.
    bool is_readable(std::string_view modes, const std::string& what);
    std::string comment_clause(std::string_view comment) const;

    void each(std::string_view query, std::size_t columns,
              const std::function<void(const CatalogRow&)>& function) const {
        catalog_.each_row(catalog_.filled_in(query), columns, function);
    }
    /// nullptr where it is not read.
    schema::Table* table(const std::string& name);
    /// The text without the database's name; `object` depends on what it names.
    std::string unqualified(std::string_view text, const schema::ObjectId& object);
    /// What names others can be resolved when all are read.
    void connect();

    Catalog catalog_;
    SqlMode mode_;
    std::string session_modes_, collation_;
    schema::DatabaseSchema model_;
    std::map<std::string, std::size_t, std::less<>> tables_;
    std::vector<std::string> sequences_;
    std::map<std::string, std::string, std::less<>> sequence_comments_;
    std::map<std::pair<std::string, std::string>, std::string> parameters_, results_, signatures_;
    std::vector<std::pair<schema::ObjectId, std::string>> named_;
};

} // namespace varve::mysql
