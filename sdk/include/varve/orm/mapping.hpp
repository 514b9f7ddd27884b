#pragma once

#include "varve/orm/column.hpp"
#include "varve/orm/document.hpp"

namespace varve {

/// How a struct is a row. Specialise it where the struct, and all that it refers to, is complete:
///
///     template <> struct varve::Entity<User> {
///         static constexpr auto mapping = table<User>("users",
///             column<&User::id>.primary_key().identity(),
///             column<&User::email>.unique().max_length(320));
///     };
template <class T> struct Entity;

template <class T>
concept Mapped = requires {
    Entity<T>::mapping;
};

namespace orm {

template <class... Paths_> struct Embedded : Part {
    using Paths = List<Paths_...>;
    std::array<ColumnFacts, sizeof...(Paths_)> columns;

    constexpr void put(auto& mapping) const {
        for (const ColumnFacts& facts : columns) mapping.add(facts);
    }
};

} // namespace orm

/// Columns of a struct within the struct. `prefix` stands in front of their names.
template <auto Member, auto... Members>
constexpr auto embedded(std::string_view prefix, const orm::Column<Members>&... columns) {
    orm::Embedded<orm::Path<Member, Members>...> embedded{{}, {columns.facts...}};
    for (ColumnFacts& facts : embedded.columns) facts.prefix = prefix;
    return embedded;
}

namespace orm {

template <auto... Members> struct Index {
    using Paths = List<>;
    static constexpr std::size_t indexes = 1, checks = 0;
    IndexFacts facts = {};

    constexpr Index unique() const { return with(&IndexFacts::unique, true); }
    constexpr Index method(std::string_view name) const { return with(&IndexFacts::method, name); }
    /// Only of the rows for which this holds.
    constexpr Index where(std::string_view sql) const { return with(&IndexFacts::where, sql); }
    constexpr Index expression(std::string_view sql) const {
        static_assert(sizeof...(Members) == 0, "an index is of columns or of an expression");
        return with(&IndexFacts::expression, sql);
    }

    template <class Mapping> constexpr void put(Mapping& mapping) const {
        IndexFacts index = facts;
        const auto add = [&](std::size_t place) {
            index.columns[index.column_count++] = static_cast<std::uint16_t>(place);
        };
        if constexpr (in_document<Members...>) {
            using Found = FindMembers<Members...>;
            add(Mapping::template index_of<typename Found::Column>());
            for (const std::string_view name : Found::names) index.path[index.path_length++] = name;
            index.path_kind = Codec<Plain<typename Found::Value>>::kind;
        } else {
            (add(Mapping::template index_of<Path<Members>>()), ...);
        }
        mapping.indexes[mapping.index_count++] = index;
    }

private:
    template <class Fact> constexpr Index with(Fact IndexFacts::*fact, Fact value) const {
        Index index = *this;
        index.facts.*fact = value;
        return index;
    }
};

} // namespace orm

/// An index of these columns, of what the members lead to in a document, or of an expression.
template <auto... Members> constexpr orm::Index<Members...> index(std::string_view name = {}) {
    static_assert(sizeof...(Members) <= IndexFacts::most_columns);
    return {{.name = name}};
}

namespace orm {

struct Check {
    using Paths = List<>;
    static constexpr std::size_t indexes = 0, checks = 1;
    CheckFacts facts;
    constexpr void put(auto& mapping) const { mapping.checks[mapping.check_count++] = facts; }
};

} // namespace orm

constexpr orm::Check check(std::string_view name, std::string_view sql) {
    return {{name, sql}};
}

namespace orm {

template <class T, class Paths, std::size_t Indexes = 0, std::size_t Checks = 0> struct Mapping;

/// What `table` makes: all facts of a table, and the paths to its columns' members as types.
template <class T, class... Paths, std::size_t Indexes, std::size_t Checks>
struct Mapping<T, List<Paths...>, Indexes, Checks> {
    using Row = T;
    using Places = Entries<std::index_sequence_for<Paths...>, Paths...>;
    static constexpr std::size_t width = sizeof...(Paths);

    TableFacts facts = {};
    std::array<ColumnFacts, width> columns = {};
    std::array<IndexFacts, Indexes> indexes = {};
    std::array<CheckFacts, Checks> checks = {};
    std::size_t column_count = 0, index_count = 0, check_count = 0;

    constexpr Mapping comment(std::string_view text) const {
        return with(&TableFacts::comment, text);
    }
    constexpr Mapping name_space(std::string_view name) const {
        return with(&TableFacts::name_space, name);
    }
    constexpr Mapping renamed_from(std::string_view name) const {
        return with(&TableFacts::renamed_from, name);
    }

    template <class Path> static constexpr std::size_t index_of() {
        return place_of<Path>(static_cast<const Places*>(nullptr));
    }
    template <std::size_t I> using path = decltype(type_at<I>(static_cast<const Places*>(nullptr)));

    constexpr void add(const ColumnFacts& column) { columns[column_count++] = column; }

private:
    constexpr Mapping with(std::string_view TableFacts::*fact, std::string_view value) const {
        Mapping mapping = *this;
        mapping.facts.*fact = value;
        return mapping;
    }
};

template <class T, class... Parts>
constexpr auto mapping_of(const TableFacts& facts, const Parts&... parts) {
    Mapping<T, decltype((List<>() + ... + typename Parts::Paths())), (0 + ... + Parts::indexes),
            (0 + ... + Parts::checks)>
        mapping;
    mapping.facts = facts;
    (parts.put(mapping), ...);
    return mapping;
}

} // namespace orm

/// `parts` are columns, embedded structs, inherited mappings, indexes and checks.
template <class T, class... Parts>
constexpr auto table(std::string_view name, const Parts&... parts) {
    return orm::mapping_of<T>({.name = name}, parts...);
}

/// The same for rows that a view has: they are only read.
template <class T, class... Parts>
constexpr auto view(std::string_view name, const Parts&... parts) {
    return orm::mapping_of<T>({.name = name, .view = true}, parts...);
}

namespace orm {

template <class Base> struct Inherited : Part {
    static constexpr const auto& base = Entity<Base>::mapping;
    using Paths = decltype([]<class T, class... P>(const Mapping<T, List<P...>>&) {
        return List<P...>();
    }(base));

    constexpr void put(auto& mapping) const {
        for (const ColumnFacts& facts : base.columns) mapping.add(facts);
    }
};

} // namespace orm

/// The columns of a base class that is mapped itself.
template <class Base> inline constexpr orm::Inherited<Base> inherited{};

namespace orm {

template <Mapped T> inline constexpr const auto& mapping = Entity<T>::mapping;

template <Mapped T> using MappingOf = std::remove_cvref_t<decltype(Entity<T>::mapping)>;

template <class T, auto Is> consteval std::size_t count_columns() {
    std::size_t count = 0;
    for (const ColumnFacts& facts : mapping<T>.columns) count += Is(facts) ? 1 : 0;
    return count;
}

/// The places of the columns for which this holds.
template <class T, auto Is>
inline constexpr auto columns_where = [] {
    std::array<std::size_t, count_columns<T, Is>()> places{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < mapping<T>.columns.size(); ++i)
        if (Is(mapping<T>.columns[i])) places[count++] = i;
    return places;
}();

template <class T, auto Is> consteval auto sequence_of_columns() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return std::index_sequence<columns_where<T, Is>[I]...>();
    }
    (std::make_index_sequence<count_columns<T, Is>()>());
}

/// The same as a std::index_sequence.
template <class T, auto Is> using ColumnsWhere = decltype(sequence_of_columns<T, Is>());

constexpr bool is_key(const ColumnFacts& column) {
    return column.primary_key;
}
constexpr bool is_selected(const ColumnFacts& column) {
    return !column.unselected;
}
constexpr bool is_inserted(const ColumnFacts& column) {
    return column.is_inserted();
}
constexpr bool is_updated(const ColumnFacts& column) {
    return column.is_updated();
}
constexpr bool is_made(const ColumnFacts& column) {
    return column.made_by_database();
}
constexpr bool is_version(const ColumnFacts& column) {
    return column.version;
}
constexpr bool is_deleted_at(const ColumnFacts& column) {
    return column.deleted_at;
}

template <class T> using KeyOf = ColumnsWhere<T, is_key>;
template <class T, std::size_t I> using PathAt = typename MappingOf<T>::template path<I>;

template <class Target, auto... Key> constexpr std::size_t referenced_place() {
    if constexpr (sizeof...(Key) > 0) {
        return MappingOf<Target>::template index_of<Path<Key...>>();
    } else {
        static_assert(KeyOf<Target>::size() == 1, "the entity that is referred to has no primary "
                                                  "key of one column: name the members");
        return columns_where<Target, is_key>[0];
    }
}

template <class Value, class Target, auto... Key> ReferenceFacts referenced() {
    constexpr std::size_t place = referenced_place<Target, Key...>();
    static_assert(place != nowhere, "this member is not mapped to a column of the entity that is "
                                    "referred to");
    constexpr const ColumnFacts& column = mapping<Target>.columns[place];
    static_assert(column.kind == Codec<Value>::kind && column.bytes == width_of<Value>(),
                  "a column and the one that it refers to have the same type");
    return {mapping<Target>.facts, column};
}

/// Where the columns of an entity are.
template <class T>
inline constexpr auto places_of = [] {
    std::array<Place, MappingOf<T>::width> places{};
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = {mapping<T>.facts.name, mapping<T>.columns[i].name};
    return places;
}();

/// Reads cells into the members of these columns, in their order.
template <class T, std::size_t... I>
void read_columns(const Cell* cells, T& row, std::index_sequence<I...>) {
    (read_cell(*cells++, PathAt<T, I>::of(row), places_of<T>[I]), ...);
}

/// Kinds to be told when a statement is prepared.
template <class T, std::size_t... I>
constexpr std::array<Kind, sizeof...(I)> kinds_of(std::index_sequence<I...>) {
    return {mapping<T>.columns[I].kind...};
}

} // namespace orm

} // namespace varve
