#pragma once

#include "catalog_row.hpp"

#include "varve/schema/change.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
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

    /// A column as the catalogs know it.
    struct Attribute {
        std::int16_t number = 0;
        Id type = 0, collation = 0;
        std::string name = {};
    };
    /// Where in the model a row of pg_class went.
    struct Relation {
        schema::ObjectKind kind = schema::ObjectKind::table;
        std::size_t position = 0; ///< in the list of its kind
        std::vector<Attribute> attributes = {};
    };
    struct OperatorClass {
        Id method = 0, type = 0;
        bool standard = false; ///< of its type
        bool common = false;   ///< of a type that others are taken for: text, any enum
        std::string name = {}; ///< as SQL spells it
    };
    /// What an index has for one of its columns, where it is not the usual.
    struct IndexColumn {
        std::string statistics = {}, options = {};
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
    void read_defaults();
    void read_triggers();
    void read_policies();

    // catalog_constraints.cpp
    void read_constraints();
    void add_constraint(const CatalogRow& row);

    // catalog_indexes.cpp
    void read_operator_classes();
    void read_index_columns();
    void read_indexes();
    void add_index(const CatalogRow& row);
    void fill_constraint(schema::Constraint& constraint, const CatalogRow& row);
    std::vector<schema::IndexElement> elements_of(const CatalogRow& row);
    std::vector<std::string> included(const CatalogRow& row);
    schema::Options options_of_index(const CatalogRow& row);
    std::string operator_class(Id id, const Attribute* column, const IndexColumn& own) const;

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
    /// Those that an array of numbers names: "{1,3}".
    std::vector<std::string> columns_of(Id relation, std::string_view numbers);
    /// nullptr where there is none of this number.
    const Attribute* attribute(Id relation, std::int64_t number) const;
    Kind kind_of_type(Id type) const;
    /// `id` is how the rest of the model knows what `catalog` has under `object`.
    void know(std::string_view catalog, Id object, schema::ObjectId id);

    Connection& connection_;
    int version_;
    schema::DatabaseSchema model_;
    std::unordered_map<Id, Relation> relations_;
    /// Which constraint of its table an index belongs to.
    std::unordered_map<Id, std::size_t> constraint_of_index_;
    std::unordered_map<Id, OperatorClass> operator_classes_;
    std::set<std::pair<Id, Id>> types_with_class_; ///< access method and type
    std::unordered_map<Id, std::string> collations_;
    std::map<std::pair<Id, std::int64_t>, IndexColumn> index_columns_;
    std::unordered_map<Id, std::vector<std::string>> index_expressions_;
    std::unordered_map<Id, std::size_t> enums_, domains_;
    std::unordered_map<Id, Id> base_types_; ///< of domains
    /// By catalog and oid.
    std::map<std::string, std::unordered_map<Id, schema::ObjectId>, std::less<>> known_;
};

} // namespace varve::postgresql
