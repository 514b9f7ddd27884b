#pragma once

#include "varve/orm/document.hpp"
#include "varve/orm/mapping.hpp"
#include "varve/orm/text.hpp"

namespace varve {

namespace orm {

template <class Path, class Source> struct Field;
template <class Found, class Source> struct DocumentField;

/// What stands for a column in a query, or for a part of a document in one.
template <class Source, auto First, auto... Rest> struct FieldOf {
    using Type = Field<Path<First>, Source>;
};
template <class Source, auto First, auto Second, auto... Rest>
struct FieldOf<Source, First, Second, Rest...> {
    using Found = FindMembers<First, Second, Rest...>;
    using Type = std::conditional_t<Found::is_one, DocumentField<Found, Source>,
                                    Field<Path<First, Second, Rest...>, Source>>;
};

/// Rows of an entity in a query, under the name of its table or another.
template <Mapped T, Literal Alias = ""> struct Source {
    using Row = T;
    static constexpr bool has_alias = !Alias.view().empty();
    static constexpr std::string_view name = has_alias ? Alias.view() : mapping<T>.facts.name;

    template <auto... Members> static constexpr typename FieldOf<Source, Members...>::Type f{};
};

/// A source that may have no row beside those of the others: of a LEFT JOIN.
template <class S> struct Missing : S {};

struct NoScope {
    using Sources = List<>;
};

/// The sources that a (sub)query has, within those of the query around it.
template <class Outer_, class... S> struct Scope {
    using Outer = Outer_;
    using Sources = List<S...>;
};

template <class S> struct SourceOf {
    using Type = S;
    static constexpr bool missing = false;
};
template <class S> struct SourceOf<Missing<S>> {
    using Type = S;
    static constexpr bool missing = true;
};

template <class S, class Path, class Wanted> consteval bool offers() {
    if constexpr (std::is_void_v<Wanted>)
        return !S::has_alias && MappingOf<typename S::Row>::template index_of<Path>() != nowhere;
    else
        return std::is_same_v<typename SourceOf<S>::Type, Wanted>;
}

inline constexpr std::size_t ambiguous = nowhere - 1;

/// Which source a column is of: the one that it names, or the only one that has it and no other
/// name.
template <class Path, class Wanted, class... S> consteval std::size_t find_source(List<S...>) {
    const bool offered[] = {offers<S, Path, Wanted>()..., false};
    std::size_t found = nowhere;
    for (std::size_t i = 0; i < sizeof...(S); ++i) {
        if (!offered[i]) continue;
        if (found != nowhere) return ambiguous;
        found = i;
    }
    return found;
}

template <std::size_t I, class... S> constexpr auto source_at(List<S...>) {
    return decltype(type_at<I>(
        static_cast<const Entries<std::index_sequence_for<S...>, S...>*>(nullptr)))();
}

/// A column's source, looked for from the innermost query outwards.
template <class InScope, class Path, class Wanted> consteval auto resolve() {
    constexpr std::size_t found = find_source<Path, Wanted>(typename InScope::Sources());
    static_assert(found != ambiguous,
                  "more than one entity in FROM has this column: name the one that is meant, "
                  "of<User>.f<…> or alias<User, \"u\">.f<…>");
    if constexpr (found < ambiguous) {
        return source_at<found>(typename InScope::Sources());
    } else {
        static_assert(!std::is_same_v<InScope, NoScope>,
                      "this column's entity is not in FROM of the query");
        if constexpr (!std::is_same_v<InScope, NoScope>)
            return resolve<typename InScope::Outer, Path, Wanted>();
    }
}

} // namespace orm

/// The rows of an entity a second time in a query: `constexpr auto boss = alias<User, "boss">;`,
/// whose columns are `boss.f<&User::name>`.
template <Mapped T, orm::Literal Name> inline constexpr orm::Source<T, Name> alias{};

/// An entity whose columns are named with it: `of<User>.f<&Base::id>`, where several entities have
/// what a base class maps.
template <Mapped T> inline constexpr orm::Source<T> of{};

} // namespace varve
