#pragma once

#include "varve/orm/mapping.hpp"
#include "varve/plugin/contributed_entities.hpp"

#include <span>

namespace varve {

namespace orm {

/// A mapping without its types.
struct MappingFacts {
    const TableFacts& table;
    std::span<const ColumnFacts> columns;
    std::span<const IndexFacts> indexes;
    std::span<const CheckFacts> checks;
};

/// Adds the table that an entity needs; of a view nothing, for its query is not known here.
VARVE_API void add_table(EntityTables& to, const Dialect& dialect, const std::string& name_space,
                         const MappingFacts& mapping);

} // namespace orm

/// The tables of entities, as a database spells them.
template <Mapped... T>
EntityTables tables_of(const Dialect& dialect, const std::string& name_space) {
    EntityTables all;
    (orm::add_table(all, dialect, name_space,
                    {orm::mapping<T>.facts, orm::mapping<T>.columns, orm::mapping<T>.indexes,
                     orm::mapping<T>.checks}),
     ...);
    return all;
}

} // namespace varve
