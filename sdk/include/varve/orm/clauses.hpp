#pragma once

#include "varve/orm/projection.hpp"

namespace varve {

namespace orm {

/// A part of a query that is not there.
struct Nothing {
    static constexpr Needs needs = {};
    template <class> static constexpr void text(Text&) {}
    void bind(auto&) const {}
};

template <class Part> inline constexpr bool is_there = !std::is_same_v<Part, Nothing>;

template <class Outer, class Sources> struct ScopeOf;
template <class Outer, class... S> struct ScopeOf<Outer, List<S...>> {
    using Type = Scope<Outer, S...>;
};
template <class Outer, class Sources> using WithOuter = typename ScopeOf<Outer, Sources>::Type;

template <class S, class On_> struct Join {
    using Source = S;
    using On = On_;
};

/// Rows of S that count as deleted are not there.
template <class S> constexpr bool put_not_deleted(Text& to, std::string_view before) {
    using Row = typename S::Row;
    if constexpr (count_columns<Row, is_deleted_at>() > 0) {
        to.put(before);
        to.name(S::name);
        to.put('.');
        to.column(mapping<Row>.columns[columns_where<Row, is_deleted_at>[0]]);
        to.put(" IS NULL");
        return true;
    }
    return false;
}

template <class S> constexpr void put_source(Text& to) {
    to.table(mapping<typename S::Row>.facts);
    if constexpr (S::has_alias) {
        to.put(" AS ");
        to.name(S::name);
    }
}

/// FROM and its JOINs.
template <class First_, class... Joins> struct From {
    using First = First_;
    using Sources = List<First, typename Joins::Source...>;
    static constexpr Needs needs = (Needs() + ... + Joins::On::needs);

    Several<typename Joins::On...> conditions;

    template <class InScope, bool SeesDeleted> static constexpr void text(Text& to) {
        put_source<First>(to);
        (put_join<InScope, SeesDeleted, Joins>(to), ...);
    }
    void bind(auto& to) const { conditions.bind(to); }

    template <class S, class On> constexpr auto joined(On on) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return From<First, Joins..., Join<S, On>>{
                several(static_cast<const Leaf<I, typename Joins::On>&>(conditions).value...,
                        std::move(on))};
        }
        (std::index_sequence_for<Joins...>());
    }

private:
    template <class InScope, bool SeesDeleted, class J> static constexpr void put_join(Text& to) {
        using S = typename J::Source;
        to.put(SourceOf<S>::missing ? " LEFT JOIN " : " JOIN ");
        put_source<S>(to);
        to.put(" ON ");
        put_part<InScope, typename J::On>(to, precedence_and);
        if constexpr (!SeesDeleted) put_not_deleted<S>(to, " AND ");
    }
};

template <bool HasRows, bool HasOffset> struct Page {
    static constexpr Needs needs = {(HasRows ? 1U : 0U) + (HasOffset ? 1U : 0U)};
    std::int64_t rows = 0, offset = 0;

    template <class> static constexpr void text(Text& to) {
        to.begin(Mark::page);
        if (HasRows) to.parameter();
        to.next();
        if (HasOffset) to.parameter();
        to.end();
    }
    void bind(auto& to) const {
        if constexpr (HasRows) to.add(rows);
        if constexpr (HasOffset) to.add(offset);
    }
    constexpr Page<true, HasOffset> limited(std::size_t count) const {
        return {static_cast<std::int64_t>(count), offset};
    }
    constexpr Page<HasRows, true> moved(std::size_t count) const {
        return {rows, static_cast<std::int64_t>(count)};
    }
};

template <class E, bool Descending> struct Ordered {
    static constexpr Needs needs = E::needs;
    E expression;
    template <class InScope> static constexpr void text(Text& to) {
        put_part<InScope, E>(to, precedence_sum);
        if (Descending) to.put(" DESC");
    }
    void bind(auto& to) const { expression.bind(to); }
};

template <class T> constexpr auto ordered(T given) {
    if constexpr (IsExpression<T>)
        return Ordered<T, false>{std::move(given)};
    else
        return given;
}

enum class Lock : std::uint8_t { none, update, share };
enum class LockWait : std::uint8_t { wait, no_wait, skip };

template <Lock What, LockWait Wait> struct Locking : Nothing {
    template <class> static constexpr void text(Text& to) {
        to.needs(Feature::row_locks);
        if (What == Lock::update) {
            to.put("FOR UPDATE");
        } else {
            to.begin(Mark::share_lock);
            to.end();
        }
        if (Wait == LockWait::no_wait) {
            to.needs(Feature::no_wait);
            to.put(" NOWAIT");
        } else if (Wait == LockWait::skip) {
            to.needs(Feature::skip_locked);
            to.put(" SKIP LOCKED");
        }
    }
};

template <class> struct LockOf { static constexpr Lock what = Lock::update; };
template <Lock What, LockWait Wait> struct LockOf<Locking<What, Wait>> {
    static constexpr Lock what = What;
};

struct Distinct : Nothing {
    template <class> static constexpr void text(Text& to) { to.put("DISTINCT "); }
};

template <class... E> struct DistinctOn : Several<E...> {
    template <class InScope> static constexpr void text(Text& to) {
        to.needs(Feature::distinct_on);
        to.put("DISTINCT ON (");
        Several<E...>::template text<InScope>(to);
        to.put(") ");
    }
};

} // namespace orm

template <orm::IsExpression E> constexpr orm::Ordered<E, false> asc(E e) {
    return {std::move(e)};
}
template <orm::IsExpression E> constexpr orm::Ordered<E, true> desc(E e) {
    return {std::move(e)};
}

} // namespace varve
