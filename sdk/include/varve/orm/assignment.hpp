#pragma once

#include "varve/orm/clauses.hpp"
#include "varve/orm/run.hpp"

namespace varve {

namespace orm {

/// `"column" = value`
template <class Row, class Path, class E> struct Assignment {
    using Member = Path;
    static constexpr Needs needs = E::needs;
    static constexpr std::size_t place = MappingOf<Row>::template index_of<Path>();
    static_assert(place != nowhere, "this member is not mapped to a column of the entity");
    static_assert(mapping<Row>.columns[place].generated.empty(),
                  "the database computes this column");
    static_assert(!mapping<Row>.columns[place].read_only, "this column is read-only");

    E value;

    template <class InScope> static constexpr void text(Text& to) {
        to.column(mapping<Row>.columns[place]);
        to.put(" = ");
        put_part<InScope, E>(to, precedence_sum);
    }
    void bind(auto& to) const { value.bind(to); }
};

/// Makes what is assigned to a member of type M of whatever was given.
template <class M, class T> constexpr auto assigned(T given) {
    using V = Plain<M>;
    if constexpr (nullable<M> &&
                  (std::same_as<T, std::nullopt_t> || std::same_as<T, std::optional<V>>)) {
        return Parameter<std::optional<V>>(std::optional<V>(std::move(given)));
    } else {
        static_assert(!std::same_as<T, std::nullopt_t>,
                      "NULL is assigned to a column that has none: its member is no std::optional");
        static_assert(OperandFor<T, V>, "the value is not of the column's type");
        if constexpr (IsExpression<T>)
            static_assert(nullable<M> || !nullable<typename T::Value>,
                          "the expression may be NULL, and the column not: use coalesce(…)");
        return operand<V>(std::move(given));
    }
}

/// A document with another value at a path.
template <class Found> struct ChangedDocument {
    static constexpr int precedence = precedence_atom;
    template <class InScope, class Column, class New> static constexpr void text(Text& to) {
        to.needs(Feature::json);
        to.begin(Mark::json_set);
        Column::template text<InScope>(to);
        to.next();
        New::template text<InScope>(to);
        Found::put_names(to);
        to.end();
    }
};

template <class Row, class Found, class T> constexpr auto document_assignment(T given) {
    using Column = typename Found::Column;
    static_assert(std::is_convertible_v<T, typename Found::Value>,
                  "the value is not of the type that the document has there");
    const typename Found::Value value(std::move(given));
    auto changed = compound<ChangedDocument<Found>, typename Column::Value>(
        Field<Column, Source<Row>>(), Parameter<Json>(Json{json_of(value)}));
    return Assignment<Row, Column, decltype(changed)>{std::move(changed)};
}

template <class Row, auto... Members, class T> constexpr auto assignment(T given) {
    if constexpr (in_document<Members...>) {
        return document_assignment<Row, FindMembers<Members...>>(std::move(given));
    } else {
        using Member = Path<Members...>;
        auto value = assigned<typename Member::Value>(std::move(given));
        return Assignment<Row, Member, decltype(value)>{std::move(value)};
    }
}

/// The condition that a row has this key.
template <class Row, class... V> constexpr auto has_key(V... values) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        static_assert(sizeof...(I) > 0, "the entity has no primary key");
        static_assert(sizeof...(I) == sizeof...(V), "give a value for each column of the key");
        return (... && (Field<PathAt<Row, I>, Source<Row>>() == std::move(values)));
    }
    (KeyOf<Row>());
}

/// The values of a row's columns, each bound as a parameter.
template <class Row, std::size_t... I>
void bind_columns(const Row& row, auto& to, std::index_sequence<I...>) {
    (to.add(PathAt<Row, I>::of(row)), ...);
}

template <class Row, std::size_t... I> constexpr Needs needs_of(std::index_sequence<I...>) {
    return {sizeof...(I), (0U + ... + (buffered<typename PathAt<Row, I>::Value> ? 1U : 0U))};
}

/// RETURNING
template <class Items> struct Returning : Items {
    template <class InScope> static constexpr void text(Text& to) {
        to.put(" RETURNING ");
        Items::template text<InScope>(to);
    }
};

template <class... E> constexpr auto returning_of(E... items) {
    using Make = std::conditional_t<sizeof...(E) == 1, MakeItself, MakeTuple>;
    auto all = projection<Make>(item(std::move(items))...);
    return Returning<decltype(all)>{std::move(all)};
}

/// What is read from a statement that changes rows.
template <class Row, class Returned>
struct ResultOf : Returned::template In<Scope<NoScope, Source<Row>>> {};
template <class Row> struct ResultOf<Row, Nothing> : NoResult {};

} // namespace orm

} // namespace varve
