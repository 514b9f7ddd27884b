#pragma once

#include "varve/orm/subquery.hpp"

namespace varve {

namespace orm {

enum class Set : std::uint8_t { union_all, union_distinct, intersect, except };

constexpr std::string_view word_of(Set set) {
    constexpr std::string_view words[] = {" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT "};
    return words[static_cast<std::size_t>(set)];
}

template <std::size_t N> struct Position : Expression {
    using Value = std::int64_t;
    static constexpr Needs needs = {};
    static constexpr int precedence = precedence_atom;
    template <class> static constexpr void text(Text& to) { to.number(N); }
    void bind(auto&) const {}
};

/// Rows of two queries, put together. They are read as those of the first.
template <Set Op, class A, class B, class Order = Nothing, class Paging = Nothing>
struct SetQuery : Query<SetQuery<Op, A, B, Order, Paging>> {
    static constexpr Needs needs = A::needs + B::needs + Order::needs + Paging::needs;
    struct Result : A::Result {};

    A a;
    B b;
    [[no_unique_address]] Order order = {};
    [[no_unique_address]] Paging paging = {};

    template <class Outer> static constexpr void text(Text& to) {
        static_assert(std::is_same_v<typename A::Result::Row, typename B::Result::Row>,
                      "both queries of a set operation select the same");
        if (Op == Set::intersect || Op == Set::except) to.needs(Feature::set_operations);
        A::template text<Outer>(to);
        to.put(word_of(Op));
        B::template text<Outer>(to);
        put_clause<Outer, Order>(to, " ORDER BY ");
        put_clause<Outer, Paging>(to, " ");
    }
    void bind(auto& to) const {
        a.bind(to);
        b.bind(to);
        order.bind(to);
        paging.bind(to);
    }

    /// By the number of a column, from 1: `order_by(desc(position<2>))`.
    template <class... E> constexpr auto order_by(E... positions) const {
        auto by = several(ordered(std::move(positions))...);
        return SetQuery<Op, A, B, decltype(by), Paging>{{}, a, b, std::move(by), paging};
    }
    constexpr auto limit(std::size_t rows, std::size_t offset = 0) const {
        const auto page = Page<false, false>().limited(rows).moved(offset);
        return SetQuery<Op, A, B, Order, Page<true, true>>{{}, a, b, order, page};
    }
};

template <Set Op, class A, class B> constexpr SetQuery<Op, A, B> set_query(A a, B b) {
    return {{}, std::move(a), std::move(b)};
}

template <Set O, class A, class B, class Order, class P>
inline constexpr bool is_query<SetQuery<O, A, B, Order, P>> = true;

/// `"name" ("column", …) AS (query)`: an entity whose rows come from a query.
template <class Row, class Q> struct Cte {
    static constexpr Needs needs = Q::needs;
    Q query;

    template <class InScope> static constexpr void text(Text& to) {
        static_assert(Q::Result::wanted.size() == MappingOf<Row>::width,
                      "the query selects as many columns as the entity has");
        to.name(mapping<Row>.facts.name);
        to.put(" (");
        std::size_t count = 0;
        for (const ColumnFacts& column : mapping<Row>.columns) {
            to.put(count++ == 0 ? "" : ", ");
            to.column(column);
        }
        to.put(") AS (");
        Q::template text<InScope>(to);
        to.put(')');
    }
    void bind(auto& to) const { query.bind(to); }
};

template <class... C> struct Ctes : Several<C...> {
    template <class> static constexpr void text(Text& to) {
        to.needs(Feature::common_table_expressions);
        to.put("WITH RECURSIVE ");
        Several<C...>::template text<NoScope>(to);
        to.put(' ');
    }
};

template <bool SeesDeleted, class... Parts>
template <class... C>
constexpr auto Select<SeesDeleted, Parts...>::with_queries(C... queries) const {
    return with<part::with>(Ctes<C...>{several(std::move(queries)...)});
}

} // namespace orm

template <std::size_t N> inline constexpr orm::Position<N> position{};

/// A query under the name, and with the columns, of an entity that is no table:
/// `from<Busy>.with_queries(cte<Busy>(from<Post>…))`. It may name itself, in the second half of a
/// union_all.
template <Mapped Row, orm::IsQuery Q> constexpr orm::Cte<Row, Q> cte(Q query) {
    return {std::move(query)};
}

template <orm::IsQuery A, orm::IsQuery B> constexpr auto union_all(A a, B b) {
    return orm::set_query<orm::Set::union_all>(std::move(a), std::move(b));
}
template <orm::IsQuery A, orm::IsQuery B> constexpr auto union_distinct(A a, B b) {
    return orm::set_query<orm::Set::union_distinct>(std::move(a), std::move(b));
}
template <orm::IsQuery A, orm::IsQuery B> constexpr auto intersect(A a, B b) {
    return orm::set_query<orm::Set::intersect>(std::move(a), std::move(b));
}
template <orm::IsQuery A, orm::IsQuery B> constexpr auto except(A a, B b) {
    return orm::set_query<orm::Set::except>(std::move(a), std::move(b));
}

} // namespace varve
