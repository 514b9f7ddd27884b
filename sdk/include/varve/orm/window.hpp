#pragma once

#include "varve/orm/clauses.hpp"

namespace varve {

namespace orm {

template <class... E> struct PartitionBy : Several<E...> {};
template <class... E> struct OrderBy : Several<E...> {};

struct Over {
    static constexpr int precedence = precedence_atom;

    template <class InScope, class F, class P, class O> static constexpr void text(Text& to) {
        to.needs(Feature::window_functions);
        F::template text<InScope>(to);
        to.put(" OVER (");
        if constexpr (P::size > 0) {
            to.put("PARTITION BY ");
            P::template text<InScope>(to);
        }
        if constexpr (O::size > 0) {
            to.put(P::size > 0 ? " ORDER BY " : "ORDER BY ");
            O::template text<InScope>(to);
        }
        to.put(')');
    }
};

} // namespace orm

template <class... E> constexpr orm::PartitionBy<E...> partition_by(E... expressions) {
    return {orm::several(std::move(expressions)...)};
}
template <class... E> constexpr auto order_by(E... expressions) {
    return orm::OrderBy<decltype(orm::ordered(std::move(expressions)))...>{
        orm::several(orm::ordered(std::move(expressions))...)};
}

/// A function of the rows around each row: `over(sum(f<&Order::total>),
/// partition_by(f<&Order::user_id>), order_by(f<&Order::id>))`.
template <orm::IsExpression F, class... P, class... O>
constexpr auto over(F function, orm::PartitionBy<P...> partition, orm::OrderBy<O...> order = {}) {
    return orm::compound<orm::Over, typename F::Value>(std::move(function), std::move(partition),
                                                       std::move(order));
}
template <orm::IsExpression F, class... O>
constexpr auto over(F function, orm::OrderBy<O...> order) {
    return over(std::move(function), partition_by(), std::move(order));
}

constexpr auto row_number() {
    return orm::compound<orm::Call<"ROW_NUMBER">, std::int64_t>();
}
constexpr auto rank() {
    return orm::compound<orm::Call<"RANK">, std::int64_t>();
}
constexpr auto dense_rank() {
    return orm::compound<orm::Call<"DENSE_RANK">, std::int64_t>();
}
/// Of the row before, and of the one behind; null where there is none.
template <orm::IsExpression E> constexpr auto lag(E e) {
    return orm::compound<orm::Call<"LAG">, orm::Nullable<typename E::Value>>(std::move(e));
}
template <orm::IsExpression E> constexpr auto lead(E e) {
    return orm::compound<orm::Call<"LEAD">, orm::Nullable<typename E::Value>>(std::move(e));
}

} // namespace varve
