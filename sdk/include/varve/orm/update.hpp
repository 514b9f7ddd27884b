#pragma once

#include "varve/orm/assignment.hpp"
#include "varve/orm/run.hpp"
#include "varve/orm/select.hpp"

namespace varve {

namespace orm {

/// Of a statement that concerns all rows, because its author says so.
struct Everywhere : Nothing {};

template <class Where> constexpr void require_where() {
    static_assert(is_there<Where>,
                  "an update or remove has a where(…), a key, or says everywhere()");
}

/// What every update does: the moment, and one more change.
template <class Row> struct Touched {
    static constexpr bool is_moment(const ColumnFacts& column) { return column.updated_at; }
    static constexpr std::size_t moments = count_columns<Row, is_moment>();
    static constexpr Needs needs = {moments};

    std::int64_t moment = 0; ///< 0: when it is run

    static constexpr void text(Text& to, std::size_t count) {
        for (const ColumnFacts& column : mapping<Row>.columns) {
            if (!column.updated_at && !column.version) continue;
            to.put(count++ == 0 ? "" : ", ");
            to.column(column);
            to.put(" = ");
            if (column.updated_at) {
                to.parameter();
            } else {
                to.column(column);
                to.put(" + 1");
            }
        }
    }
    void bind(auto& to) const {
        const TimestampTz now = moment == 0 ? TimestampTz::now() : TimestampTz{moment};
        for (std::size_t i = 0; i < moments; ++i) to.add(now);
    }
};

template <std::size_t... Places> constexpr bool is_each_once() {
    const std::size_t places[] = {Places..., nowhere};
    for (std::size_t i = 0; i < sizeof...(Places); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (places[i] == places[j]) return false;
    return true;
}

template <class Row, bool SeesDeleted, class Where, class Returned, class... Assignments>
struct Update : Query<Update<Row, SeesDeleted, Where, Returned, Assignments...>> {
    static_assert(!mapping<Row>.facts.view, "a view is only read");
    static_assert((mapping<Row>.columns[Assignments::place].is_updated() && ...),
                  "this column is a key, a version, or written once: it is not updated");
    static constexpr Needs needs =
        (Needs() + ... + Assignments::needs) + Touched<Row>::needs + Where::needs + Returned::needs;
    struct Result : ResultOf<Row, Returned> {};

    [[no_unique_address]] Where where_ = {};
    [[no_unique_address]] Returned returned_ = {};
    Several<Assignments...> assignments_ = {};
    Touched<Row> touched_ = {};

    template <class> static constexpr void text(Text& to) {
        using In = Scope<NoScope, Source<Row>>;
        require_where<Where>();
        static_assert(sizeof...(Assignments) > 0, "an update sets something");
        static_assert(is_each_once<Assignments::place...>(),
                      "a column is set once, also where it is a document: set what both are in");
        if constexpr (is_there<Returned>) to.needs(Feature::update_returning);
        to.put("UPDATE ");
        to.table(mapping<Row>.facts);
        to.put(" SET ");
        Several<Assignments...>::template text<In>(to);
        Touched<Row>::text(to, sizeof...(Assignments));
        put_condition<In>(to);
        Returned::template text<In>(to);
    }
    void bind(auto& to) const {
        assignments_.bind(to);
        touched_.bind(to);
        where_.bind(to);
        returned_.bind(to);
    }

    template <auto... Members, class T> constexpr auto set(T value) const {
        auto one = assignment<Row, Members...>(std::move(value));
        return Update<Row, SeesDeleted, Where, Returned, Assignments..., decltype(one)>{
            {}, where_, returned_, appended(assignments_, std::move(one))};
    }
    template <IsCondition E> constexpr auto where(E condition) const {
        if constexpr (is_there<Where>)
            return with<SeesDeleted>(where_ && std::move(condition), returned_);
        else
            return with<SeesDeleted>(std::move(condition), returned_);
    }
    constexpr auto everywhere() const { return with<SeesDeleted>(Everywhere(), returned_); }
    /// Rows that count as deleted are updated too.
    constexpr auto with_deleted() const { return with<true>(where_, returned_); }
    template <class... E> constexpr auto returning(E... items) const {
        return with<SeesDeleted>(where_, returning_of(std::move(items)...));
    }

    /// Returns how many rows were updated.
    std::uint64_t run(Session& session) const { return execute(session, *this); }

private:
    template <class In> static constexpr void put_condition(Text& to) {
        constexpr bool everywhere = std::is_same_v<Where, Everywhere>;
        if constexpr (!everywhere) {
            to.put(" WHERE ");
            put_part<In, Where>(to, precedence_and);
        }
        if constexpr (!SeesDeleted)
            put_not_deleted<Source<Row>>(to, everywhere ? " WHERE " : " AND ");
    }
    template <bool Sees, class W, class R> constexpr auto with(W where, R returned) const {
        return Update<Row, Sees, W, R, Assignments...>{
            {}, std::move(where), std::move(returned), assignments_};
    }
};

template <class Row, class Where, class Returned>
struct Remove : Query<Remove<Row, Where, Returned>> {
    static_assert(!mapping<Row>.facts.view, "a view is only read");
    static constexpr Needs needs = Where::needs + Returned::needs;
    struct Result : ResultOf<Row, Returned> {};

    [[no_unique_address]] Where where_ = {};
    [[no_unique_address]] Returned returned_ = {};

    template <class> static constexpr void text(Text& to) {
        using In = Scope<NoScope, Source<Row>>;
        require_where<Where>();
        if constexpr (is_there<Returned>) to.needs(Feature::delete_returning);
        to.put("DELETE FROM ");
        to.table(mapping<Row>.facts);
        if constexpr (!std::is_same_v<Where, Everywhere>) {
            to.put(" WHERE ");
            put_part<In, Where>(to, 0);
        }
        Returned::template text<In>(to);
    }
    void bind(auto& to) const {
        where_.bind(to);
        returned_.bind(to);
    }

    template <IsCondition E> constexpr auto where(E condition) const {
        if constexpr (is_there<Where>)
            return with(where_ && std::move(condition), returned_);
        else
            return with(std::move(condition), returned_);
    }
    constexpr auto everywhere() const { return with(Everywhere(), returned_); }
    template <class... E> constexpr auto returning(E... items) const {
        return with(where_, returning_of(std::move(items)...));
    }

    /// Returns how many rows were removed.
    std::uint64_t run(Session& session) const { return execute(session, *this); }

private:
    template <class W, class R> static constexpr Remove<Row, W, R> with(W where, R returned) {
        return {{}, std::move(where), std::move(returned)};
    }
};

} // namespace orm

/// `update<User>(id).set<&User::logins>(f<&User::logins> + 1).run(session)`: one row by its key, or
/// those of a `where(…)`. Its version and the moment of its update are seen to.
template <Mapped T, class... Key> constexpr auto update(Key... key) {
    if constexpr (sizeof...(Key) == 0) {
        return orm::Update<T, false, orm::Nothing, orm::Nothing>{};
    } else {
        auto where = orm::has_key<T>(std::move(key)...);
        return orm::Update<T, false, decltype(where), orm::Nothing>{{}, std::move(where)};
    }
}

/// Deletes rows for good: one by its key, or those of a `where(…)`, also where they count as
/// deleted already.
template <Mapped T, class... Key> constexpr auto remove(Key... key) {
    if constexpr (sizeof...(Key) == 0) {
        return orm::Remove<T, orm::Nothing, orm::Nothing>{};
    } else {
        auto where = orm::has_key<T>(std::move(key)...);
        return orm::Remove<T, decltype(where), orm::Nothing>{{}, std::move(where)};
    }
}

} // namespace varve
