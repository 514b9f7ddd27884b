#pragma once

#include "varve/schema/change.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace varve::postgresql {

/// The columns of tables that hold values of types which somebody made.
class ColumnsOfTypes {
public:
    /// Those of a schema, which outlives it.
    explicit ColumnsOfTypes(const schema::DatabaseSchema& model) : model_(model) {}

    /// A column, or a table with all of its own, is no longer there.
    void forget(const schema::Object& object) { forgotten_.push_back(id_of(object)); }
    /// A column is another now.
    void change(const schema::PartOf<schema::Column>& column) {
        changed_.insert_or_assign(id_of(column), column.part);
    }

    struct Place {
        const schema::Table& table;
        const schema::Column& column;
        bool is_array;
    };
    std::vector<Place> of(const schema::Name& type) const;

private:
    const schema::DatabaseSchema& model_;
    std::vector<schema::ObjectId> forgotten_;
    std::map<schema::ObjectId, schema::Column> changed_;
};

/// Makes another type of its name, which its columns are cast to. It fails where a row has a value
/// that goes.
void make_enum_anew(const schema::EnumType& before, const schema::EnumType& after,
                    const ColumnsOfTypes& columns, std::vector<std::string>& statements);

/// Columns hold text, and have no defaults, while their type is made anew. Those that change by
/// themselves are among `changes`.
void take_type_away(const std::vector<ColumnsOfTypes::Place>& places,
                    std::vector<std::string>& statements);
void give_type_back(const std::vector<ColumnsOfTypes::Place>& places,
                    std::span<const schema::Change> changes, std::vector<std::string>& statements);

/// Of a domain whose type stays.
void alter_domain(const schema::Domain& before, const schema::Domain& after,
                  std::vector<std::string>& statements);

/// Do all attributes come to their places? Then alter_composite is for them.
bool can_alter(const schema::CompositeType& before, const schema::CompositeType& after);
void alter_composite(const schema::CompositeType& before, const schema::CompositeType& after,
                     std::vector<std::string>& statements);

/// The value of a column of the type `before` as one of the type `after`; empty where the server
/// knows it without being told.
std::string conversion_of(const schema::Column& before, const schema::Column& after);

} // namespace varve::postgresql
