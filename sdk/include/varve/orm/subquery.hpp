#pragma once

#include "varve/orm/select.hpp"

namespace varve {

namespace orm {

/// A query within another, whose columns it sees. `before` stands in front of its parentheses.
template <class S, class V, Literal Before = ""> struct Subquery : Expression {
    using Value = V;
    static constexpr Needs needs = S::needs;
    static constexpr int precedence = precedence_atom;

    S query;

    template <class InScope> static constexpr void text(Text& to) {
        to.put(Before.view());
        to.put('(');
        S::template text<InScope>(to);
        to.put(')');
    }
    void bind(auto& to) const { query.bind(to); }
};

template <class T> inline constexpr bool is_query = false;
template <bool D, class... P> inline constexpr bool is_query<Select<D, P...>> = true;

template <class T>
concept IsQuery = is_query<std::remove_cvref_t<T>>;

template <class Items> struct OnlyItem;
template <class Make, class E> struct OnlyItem<Projection<Make, E>> { using Type = E; };
/// What the only column of a query is read into.
template <class S>
using OnlyValue = typename OnlyItem<typename S::template At<part::items>>::Type::Value;

template <bool Not> struct In {
    static constexpr int precedence = precedence_comparison;
    template <class InScope, class E, class S> static constexpr void text(Text& to) {
        put_part<InScope, E>(to, precedence_sum);
        to.put(Not ? " NOT IN " : " IN ");
        S::template text<InScope>(to);
    }
};

template <bool Not, class E, class S> constexpr auto in_query(E e, S query) {
    using V = OnlyValue<S>;
    static_assert(comparable(Codec<PlainValue<E>>::kind, Codec<Plain<V>>::kind),
                  "the query's column is of another kind");
    return compound<In<Not>, bool>(std::move(e), Subquery<S, V>{{}, std::move(query)});
}

} // namespace orm

/// Has the query any row?
template <orm::IsQuery S> constexpr auto exists(S query) {
    auto any = query.select(sql<"1", int>());
    return orm::Subquery<decltype(any), bool, "EXISTS ">{{}, std::move(any)};
}

template <orm::IsExpression E, orm::IsQuery S> constexpr auto in(E e, S query) {
    return orm::in_query<false>(std::move(e), std::move(query));
}
template <orm::IsExpression E, orm::IsQuery S> constexpr auto not_in(E e, S query) {
    return orm::in_query<true>(std::move(e), std::move(query));
}

/// The only column of the only row of a query; null where it has none.
template <orm::IsQuery S> constexpr auto scalar(S query) {
    return orm::Subquery<S, orm::Nullable<orm::OnlyValue<S>>>{{}, std::move(query)};
}

} // namespace varve
