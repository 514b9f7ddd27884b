#pragma once

#include "varve/orm/functions.hpp"

#include <tuple>

namespace varve {

namespace orm {

/// What an expression's cells are read into in a query: a column of a LEFT JOIN may be null.
template <class InScope, class E> struct ValueIn {
    using Type = typename E::Value;
    static constexpr Place place{};
};
template <class InScope, class Path, class S> struct ValueIn<InScope, Field<Path, S>> {
    using Found = decltype(resolve<InScope, Path, S>());
    using Member = typename Path::Value;
    using Type = std::conditional_t<SourceOf<Found>::missing, Nullable<Member>, Member>;
    static constexpr Place place =
        places_of<typename Found::Row>[MappingOf<typename Found::Row>::template index_of<Path>()];
};

/// One item of what is selected: an expression.
template <class InScope, class E> struct Item {
    using Value = typename ValueIn<InScope, E>::Type;
    static constexpr std::array<Kind, 1> kinds = {Codec<Plain<Value>>::kind};
    static void read(const Cell* cells, Value& to) {
        read_cell(*cells, to, ValueIn<InScope, E>::place);
    }
};

struct WholeRowTag {};

/// All columns of a source but those that are not selected unless they are named.
template <class S> struct WholeRow : WholeRowTag {
    static constexpr Needs needs = {};
    template <class InScope> static constexpr void text(Text& to) {
        std::size_t count = 0;
        for (const ColumnFacts& column : mapping<typename S::Row>.columns) {
            if (column.unselected) continue;
            to.put(count++ == 0 ? "" : ", ");
            to.name(S::name);
            to.put('.');
            to.column(column);
        }
    }
    void bind(auto&) const {}
};

template <class Row> using Selected = ColumnsWhere<Row, is_selected>;

template <class InScope, class S> struct Item<InScope, WholeRow<S>> {
    using Row = typename S::Row;
    static constexpr std::size_t place = find_source<void, S>(typename InScope::Sources());
    static_assert(place < ambiguous, "this entity is not in FROM of the query");
    static constexpr bool missing =
        SourceOf<decltype(source_at<place>(typename InScope::Sources()))>::missing;
    using Value = std::conditional_t<missing, std::optional<Row>, Row>;
    static constexpr auto kinds = kinds_of<Row>(Selected<Row>());

    static void read(const Cell* cells, Value& to) {
        if constexpr (missing) {
            to.reset();
            for (std::size_t i = 0; i < kinds.size() && !to; ++i)
                if (!cells[i].is_null()) to.emplace();
            if (to) read_columns<Row>(cells, *to, Selected<Row>());
        } else {
            read_columns<Row>(cells, to, Selected<Row>());
        }
    }
};

template <std::size_t... N> constexpr auto joined(const std::array<Kind, N>&... lists) {
    std::array<Kind, (N + ... + 0)> all{};
    std::size_t count = 0;
    const auto add = [&](const auto& list) {
        for (const Kind kind : list) all[count++] = kind;
    };
    (add(lists), ...);
    return all;
}

/// Makes a row of its items' values.
template <class R> struct MakeRow {
    template <class...> using Row = R;
    static void make(R& row, auto&&... values) { row = R{std::move(values)...}; }
};
struct MakeTuple {
    template <class... V> using Row = std::tuple<V...>;
    template <class... V> static void make(std::tuple<V...>& row, V&&... values) {
        row = std::tuple<V...>(std::move(values)...);
    }
};

/// What a query selects.
template <class Make, class... E> struct Projection : Several<E...> {
    template <class InScope> struct In {
        using Row = typename Make::template Row<typename Item<InScope, E>::Value...>;
        static constexpr auto wanted = joined(Item<InScope, E>::kinds...);

        static void read(const Cell* cells, Row& row) {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                std::tuple<typename Item<InScope, E>::Value...> values;
                ((Item<InScope, E>::read(cells, std::get<I>(values)),
                  cells += Item<InScope, E>::kinds.size()),
                 ...);
                Make::make(row, std::get<I>(std::move(values))...);
            }
            (std::index_sequence_for<E...>());
        }
    };
};

/// One item is the row itself.
struct MakeItself {};
template <class E> struct Projection<MakeItself, E> : Several<E> {
    template <class InScope> struct In {
        using Row = typename Item<InScope, E>::Value;
        static constexpr auto wanted = Item<InScope, E>::kinds;
        static void read(const Cell* cells, Row& row) { Item<InScope, E>::read(cells, row); }
    };
};

template <class Make, class... E> constexpr Projection<Make, E...> projection(E... items) {
    return {several(std::move(items)...)};
}

template <class T> constexpr auto item(T given) {
    if constexpr (std::is_base_of_v<WholeRowTag, T>)
        return given;
    else
        return typed(std::move(given));
}

} // namespace orm

/// The rows of an entity among what is selected: `select(whole<User>, count())`.
template <Mapped T> inline constexpr orm::WholeRow<orm::Source<T>> whole{};

} // namespace varve
