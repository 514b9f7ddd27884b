#pragma once

#include "varve/orm/clauses.hpp"
#include "varve/orm/run.hpp"

namespace varve {

namespace orm {

/// The parts of a SELECT, in the order of its text.
namespace part {
enum : std::size_t { with, distinct, items, from, where, group, having, order, page, lock };
}

template <class InScope, class Part> constexpr void put_clause(Text& to, std::string_view before) {
    if constexpr (is_there<Part>) {
        to.put(before);
        Part::template text<InScope>(to);
    }
}

template <bool First, class A, class B> constexpr const auto& either(const A& a, const B& b) {
    if constexpr (First)
        return a;
    else
        return b;
}

/// A SELECT. Each function makes another one, with a part more.
template <bool SeesDeleted, class... Parts> struct Select : Query<Select<SeesDeleted, Parts...>> {
    using All = Leaves<std::index_sequence_for<Parts...>, Parts...>;
    template <std::size_t I> using At = decltype(leaf_type<I>(static_cast<const All*>(nullptr)));

    using From = At<part::from>;
    using Sources = typename From::Sources;
    static constexpr Needs needs = (Needs() + ... + Parts::needs);
    struct Result : At<part::items>::template In<WithOuter<NoScope, Sources>> {};

    All parts;

    template <class Outer> static constexpr void text(Text& to) {
        using In = WithOuter<Outer, Sources>;
        put_clause<In, At<part::with>>(to, "");
        to.put("SELECT ");
        put_clause<In, At<part::distinct>>(to, "");
        put_clause<In, At<part::items>>(to, "");
        to.put(" FROM ");
        From::template text<In, SeesDeleted>(to);
        put_where<In>(to);
        put_clause<In, At<part::group>>(to, " GROUP BY ");
        put_clause<In, At<part::having>>(to, " HAVING ");
        put_clause<In, At<part::order>>(to, " ORDER BY ");
        put_clause<In, At<part::page>>(to, " ");
        put_clause<In, At<part::lock>>(to, " ");
    }
    void bind(auto& to) const { parts.bind(to); }

    template <Mapped T, IsCondition On> constexpr auto join(On on) const {
        return joined<Source<T>>(std::move(on));
    }
    template <Mapped T, Literal Name, IsCondition On>
    constexpr auto join(Source<T, Name>, On on) const {
        return joined<Source<T, Name>>(std::move(on));
    }
    /// Where no row of T belongs to it there is one all the same: its columns are read into a
    /// std::optional.
    template <Mapped T, IsCondition On> constexpr auto left_join(On on) const {
        return joined<Missing<Source<T>>>(std::move(on));
    }
    template <Mapped T, Literal Name, IsCondition On>
    constexpr auto left_join(Source<T, Name>, On on) const {
        return joined<Missing<Source<T, Name>>>(std::move(on));
    }

    /// A second condition must hold too.
    template <IsCondition E> constexpr auto where(E condition) const {
        return with<part::where>(both<part::where>(std::move(condition)));
    }
    template <class... E> constexpr auto group_by(E... expressions) const {
        return with<part::group>(several(std::move(expressions)...));
    }
    template <IsCondition E> constexpr auto having(E condition) const {
        return with<part::having>(both<part::having>(std::move(condition)));
    }
    /// Expressions, or asc(…) and desc(…) of them.
    template <class... E> constexpr auto order_by(E... expressions) const {
        return with<part::order>(several(ordered(std::move(expressions))...));
    }
    constexpr auto limit(std::size_t rows) const { return with<part::page>(page().limited(rows)); }
    constexpr auto offset(std::size_t rows) const { return with<part::page>(page().moved(rows)); }
    constexpr auto distinct() const { return with<part::distinct>(Distinct()); }
    template <class... E> constexpr auto distinct_on(E... expressions) const {
        return with<part::distinct>(DistinctOn<E...>{several(std::move(expressions)...)});
    }

    /// Items instead of whole rows: one is the row itself, several are a std::tuple.
    template <class... E> constexpr auto select(E... items) const {
        using Make = std::conditional_t<sizeof...(E) == 1, MakeItself, MakeTuple>;
        return with<part::items>(projection<Make>(item(std::move(items))...));
    }
    /// The same, each row made as `R{…}`.
    template <class R, class... E> constexpr auto select_as(E... items) const {
        return with<part::items>(projection<MakeRow<R>>(item(std::move(items))...));
    }

    constexpr auto for_update() const { return locking<Lock::update, LockWait::wait>(); }
    constexpr auto for_share() const { return locking<Lock::share, LockWait::wait>(); }
    /// Fails where rows are locked by others.
    constexpr auto no_wait() const { return locking<locked, LockWait::no_wait>(); }
    /// Leaves out rows that are locked by others.
    constexpr auto skip_locked() const { return locking<locked, LockWait::skip>(); }

    constexpr auto with_deleted() const { return rebuilt<true, part::lock>(get<part::lock>()); }
    /// A query that this one can name: what `cte` makes.
    template <class... C> constexpr auto with_queries(C... queries) const;

    /// The first row, or none.
    auto first(Session& session) const { return limit(1).one(session); }
    std::uint64_t count(Session& session) const {
        static_assert(!is_there<At<part::group>> && !is_there<At<part::distinct>>,
                      "what is counted is rows, not groups: make a query of it with cte(…)");
        static_assert(!is_there<At<part::page>>, "what is counted is all rows, not a page of them");
        return static_cast<std::uint64_t>(
            *with<part::order>(Nothing()).select(varve::count()).one(session));
    }
    bool exists(Session& session) const {
        return with<part::order>(Nothing()).select(sql<"1", int>()).first(session).has_value();
    }

    template <std::size_t I> constexpr const auto& get() const { return leaf<I>(parts); }
    /// The same with another part in the place of one.
    template <std::size_t I, class New> constexpr auto with(New part) const {
        return rebuilt<SeesDeleted, I>(std::move(part));
    }

private:
    static constexpr Lock locked = LockOf<At<part::lock>>::what;

    template <class In> static constexpr void put_where(Text& to) {
        using Where = At<part::where>;
        bool any = false;
        if constexpr (!SeesDeleted) any = put_not_deleted<typename From::First>(to, " WHERE ");
        if constexpr (is_there<Where>) {
            to.put(any ? " AND " : " WHERE ");
            put_part<In, Where>(to, any ? precedence_and : 0);
        }
    }

    template <class S, class On> constexpr auto joined(On on) const {
        return with<part::from>(get<part::from>().template joined<S>(std::move(on)));
    }
    template <std::size_t I, class E> constexpr auto both(E condition) const {
        if constexpr (is_there<At<I>>)
            return get<I>() && std::move(condition);
        else
            return condition;
    }
    constexpr auto page() const {
        if constexpr (is_there<At<part::page>>)
            return get<part::page>();
        else
            return Page<false, false>();
    }
    template <Lock What, LockWait Wait> constexpr auto locking() const {
        return with<part::lock>(Locking<What, Wait>());
    }

    template <bool Sees, std::size_t I, class New> constexpr auto rebuilt(New part) const {
        return rebuilt<Sees, I>(std::move(part), std::index_sequence_for<Parts...>());
    }
    template <bool Sees, std::size_t I, class New, std::size_t... J>
    constexpr auto rebuilt(New part, std::index_sequence<J...>) const {
        return Select<Sees, std::conditional_t<J == I, New, Parts>...>{
            {}, {{either<J == I>(part, leaf<J>(parts))}...}};
    }
};

template <class S>
using SelectFrom = Select<false, Nothing, Nothing, Projection<MakeItself, WholeRow<S>>, From<S>,
                          Nothing, Nothing, Nothing, Nothing, Nothing, Nothing>;

} // namespace orm

/// All rows of an entity, until more is said: `from<User>.where(…).limit(50).all(session)`.
template <Mapped T> inline constexpr orm::SelectFrom<orm::Source<T>> from{};

/// The same under the name of an alias.
template <Mapped T, orm::Literal Name>
constexpr orm::SelectFrom<orm::Source<T, Name>> rows_of(orm::Source<T, Name>) {
    return {};
}

} // namespace varve
