#pragma once

#include "catalog_row.hpp"

#include "varve/schema/change.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace varve::postgresql {

/// Puts a model together from the catalogs, a query for each kind of thing.
class CatalogReader {
public:
    CatalogReader(Connection& connection, int version)
        : connection_(connection), version_(version) {}

    schema::DatabaseSchema read();

private:
    using Id = std::int64_t; ///< an oid

    /// Where in the model a row of pg_class went.
    struct Relation {
        schema::ObjectKind kind = schema::ObjectKind::table;
        std::size_t position = 0;               ///< in the list of its kind
        std::vector<std::int16_t> numbers = {}; ///< of its columns, in their order
    };
    /// Where the index of a constraint, or an index, went.
    struct IndexPlace {
        Id relation = 0;
        bool of_constraint = false;
        std::size_t position = 0;
    };

    // catalog_types.cpp
    void read_name_spaces();
    void read_extensions();
    void read_types();
    void read_enum_values();
    void read_sequences();
    void read_routines();

    // catalog_tables.cpp
    void read_relations();
    void add_relation(const CatalogRow& row);
    void read_parents();
    void read_columns();
    void add_column(const CatalogRow& row, std::vector<schema::Column>& columns);
    void read_view_columns();
    void read_triggers();
    void read_policies();

    // catalog_constraints.cpp
    void read_constraints();
    void add_constraint(const CatalogRow& row);
    void read_indexes();
    void add_index(const CatalogRow& row);
    void read_index_elements();

    // catalog_others.cpp
    void read_others();
    void read_unread();
    void read_dependencies();

    schema::Table* table(Id relation);
    schema::View* view(Id relation);
    /// What carries indexes, triggers and policies: nullptr where it is not read.
    std::vector<schema::Index>* indexes_of(Id relation);
    std::vector<schema::Trigger>* triggers_of(Id relation);
    schema::Name name_of(Id relation);
    /// The names of the columns that an array of numbers names: "{1,3}".
    std::vector<std::string> columns_of(Id relation, std::string_view numbers);
    Kind kind_of_type(Id type) const;
    /// `id` is how the rest of the model knows what `catalog` has under `object`.
    void know(std::string_view catalog, Id object, schema::ObjectId id);

    Connection& connection_;
    int version_;
    schema::DatabaseSchema model_;
    std::unordered_map<Id, Relation> relations_;
    std::unordered_map<Id, IndexPlace> indexes_;
    std::unordered_map<Id, std::size_t> enums_, domains_;
    std::unordered_map<Id, Id> base_types_; ///< of domains
    /// By catalog and oid.
    std::map<std::string, std::unordered_map<Id, schema::ObjectId>, std::less<>> known_;
};

} // namespace varve::postgresql
