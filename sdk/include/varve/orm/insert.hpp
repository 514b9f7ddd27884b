#pragma once

#include "varve/orm/assignment.hpp"
#include "varve/orm/run.hpp"
#include "varve/orm/select.hpp"

#include <span>

namespace varve {

namespace orm {

/// `("column", …)` of these places.
template <class Row, std::size_t... I>
constexpr void put_columns(Text& to, std::index_sequence<I...>) {
    std::size_t count = 0;
    to.put('(');
    ((to.put(count++ == 0 ? "" : ", "), to.column(mapping<Row>.columns[I])), ...);
    to.put(')');
}

constexpr void put_parameters(Text& to, std::size_t count) {
    to.put('(');
    for (std::size_t i = 0; i < count; ++i) {
        to.put(i == 0 ? "" : ", ");
        to.parameter();
    }
    to.put(')');
}

/// All columns of one row that a program gives.
template <class Row, auto Is = is_inserted> struct OneRow {
    using Columns = ColumnsWhere<Row, Is>;
    static constexpr Needs needs = []<std::size_t... I>(std::index_sequence<I...>) {
        return (Needs() + ... + Parameter<typename PathAt<Row, I>::Value>::needs);
    }
    (Columns());

    const Row* row;

    template <class> static constexpr void text(Text& to) {
        put_columns<Row>(to, Columns());
        to.put(" VALUES ");
        put_parameters(to, Columns::size());
    }
    void bind(auto& to) const { bind_columns(*row, to, Columns()); }
};

/// The same of several.
template <class Row> struct ManyRows {
    using Columns = typename OneRow<Row>::Columns;
    static constexpr Needs needs = {.choices = true};

    std::span<const Row> rows;

    template <class> static constexpr void text(Text& to) {
        put_columns<Row>(to, Columns());
        to.put(" VALUES ");
        to.begin(Mark::repeated);
        put_parameters(to, Columns::size());
        to.end();
    }
    void bind(auto& to) const {
        to.choose(rows.size());
        for (const Row& row : rows) bind_columns(row, to, Columns());
    }
};

/// Columns that are given one by one.
template <class Row, class... Assignments> struct Given {
    static constexpr Needs needs = Several<Assignments...>::needs;

    Several<Assignments...> assignments;

    static constexpr bool is_complete() {
        for (std::size_t i = 0; i < mapping<Row>.columns.size(); ++i) {
            const ColumnFacts& column = mapping<Row>.columns[i];
            const bool required = column.is_inserted() && !column.nullable &&
                                  column.default_kind == ColumnFacts::Default::none;
            if (required && !((Assignments::place == i) || ...)) return false;
        }
        return true;
    }
    template <class InScope> static constexpr void text(Text& to) {
        static_assert(is_complete(), "an insert gives a value to each column that is neither "
                                     "optional nor made by the database");
        put_columns<Row>(to, std::index_sequence<Assignments::place...>());
        to.put(" VALUES (");
        Several<decltype(Assignments::value)...>::template text<InScope>(to);
        to.put(')');
    }
    void bind(auto& to) const { assignments.bind(to); }
};

/// Rows of a query.
template <class Row, class Q, class... Paths> struct FromQuery {
    static constexpr Needs needs = Q::needs;

    Q query;

    template <class> static constexpr void text(Text& to) {
        static_assert(sizeof...(Paths) == Q::Result::wanted.size(),
                      "the query selects as many columns as are inserted");
        put_columns<Row>(to, std::index_sequence<MappingOf<Row>::template index_of<Paths>()...>());
        to.put(' ');
        Q::template text<NoScope>(to);
    }
    void bind(auto& to) const { query.bind(to); }
};

template <class Row, class... Paths> constexpr void put_key(Text& to, Mark mark) {
    std::size_t count = 0;
    to.put(' ');
    to.begin(mark);
    ((count++ == 0 ? void() : to.next(),
      to.column(mapping<Row>.columns[MappingOf<Row>::template index_of<Paths>()])),
     ...);
    to.end();
}

template <class Row, class... Paths> struct DoNothing : Nothing {
    template <class> static constexpr void text(Text& to) {
        put_key<Row, Paths...>(to, Mark::conflict_nothing);
    }
};

/// Counts the version of the row that is there.
template <class Row> constexpr void put_next_versions(Text& to) {
    for (const ColumnFacts& column : mapping<Row>.columns) {
        if (!column.version) continue;
        to.put(", ");
        to.column(column);
        to.put(" = ");
        to.name(Source<Row>::name);
        to.put('.');
        to.column(column);
        to.put(" + 1");
    }
}

template <class Row, class Key, class... Assignments> struct DoUpdate;
template <class Row, class... Paths, class... Assignments>
struct DoUpdate<Row, List<Paths...>, Assignments...> {
    static constexpr Needs needs = Several<Assignments...>::needs;

    Several<Assignments...> assignments;

    template <class InScope> static constexpr void text(Text& to) {
        put_key<Row, Paths...>(to, Mark::conflict_update);
        Several<Assignments...>::template text<InScope>(to);
        put_next_versions<Row>(to);
    }
    void bind(auto& to) const { assignments.bind(to); }

    template <class New> constexpr auto with(New assignment) const {
        return DoUpdate<Row, List<Paths...>, Assignments..., New>{
            appended(assignments, std::move(assignment))};
    }
};

/// What was not read is not written.
constexpr bool is_written_over(const ColumnFacts& column) {
    return column.is_updated() && !column.unselected;
}
constexpr bool is_updated_by_upsert(const ColumnFacts& column) {
    return is_written_over(column) || column.updated_at;
}

template <class Row, class... Paths> struct DoUpdateAll : Nothing {
    static_assert(count_columns<Row, is_updated_by_upsert>() > 0,
                  "there is no column to update: do_nothing()");

    template <class> static constexpr void text(Text& to) {
        put_key<Row, Paths...>(to, Mark::conflict_update);
        std::size_t count = 0;
        for (const ColumnFacts& column : mapping<Row>.columns) {
            if (!is_updated_by_upsert(column)) continue;
            to.put(count++ == 0 ? "" : ", ");
            to.column(column);
            to.put(" = ");
            to.begin(Mark::inserted);
            to.column(column);
            to.end();
        }
        put_next_versions<Row>(to);
    }
};

/// In the assignments of an upsert: the value that was to be inserted.
template <class Path> struct InsertedValue : Expression {
    using Value = typename Path::Value;
    static constexpr Needs needs = {};
    static constexpr int precedence = precedence_atom;
    template <class InScope> static constexpr void text(Text& to) {
        to.begin(Mark::inserted);
        to.column(Field<Path, void>::template facts<InScope>());
        to.end();
    }
    void bind(auto&) const {}
};

template <class Row, class Values, class Returned, class Key> struct OnConflict;

template <class Row, class Values, class Conflict = Nothing, class Returned = Nothing>
struct Insert : Query<Insert<Row, Values, Conflict, Returned>> {
    static_assert(!mapping<Row>.facts.view, "a view is only read");
    static constexpr Needs needs = Values::needs + Conflict::needs + Returned::needs;
    struct Result : ResultOf<Row, Returned> {};

    Values values_;
    [[no_unique_address]] Conflict conflict_ = {};
    [[no_unique_address]] Returned returned_ = {};

    template <class> static constexpr void text(Text& to) {
        using In = Scope<NoScope, Source<Row>>;
        if constexpr (is_there<Returned>) to.needs(Feature::insert_returning);
        to.put("INSERT INTO ");
        to.table(mapping<Row>.facts);
        to.put(' ');
        Values::template text<In>(to);
        Conflict::template text<In>(to);
        Returned::template text<In>(to);
    }
    void bind(auto& to) const {
        values_.bind(to);
        conflict_.bind(to);
        returned_.bind(to);
    }

    /// A column's value; behind `on_conflict`, what it becomes in the row that is there.
    template <auto... Members, class T> constexpr auto set(T value) const {
        auto one = assignment<Row, Members...>(std::move(value));
        if constexpr (is_there<Conflict>)
            return insert_with(values_, conflict_.with(std::move(one)), returned_);
        else
            return insert_with(given(std::move(one)), conflict_, returned_);
    }
    constexpr auto values(const Row& row) const {
        return insert_with(OneRow<Row>{&row}, conflict_, returned_);
    }
    constexpr auto values(std::span<const Row> rows) const {
        return insert_with(ManyRows<Row>{rows}, conflict_, returned_);
    }
    /// Into the columns of these members what a query selects.
    template <auto... Members, class Q> constexpr auto query(Q query) const {
        return insert_with(FromQuery<Row, Q, Path<Members>...>{std::move(query)}, conflict_,
                           returned_);
    }
    /// Where a row has these columns' values already. They have a unique key or are the primary
    /// one. MySQL and MariaDB cannot be told which key, and look at all of them.
    template <auto... Members> constexpr auto on_conflict() const {
        return OnConflict<Row, Values, Returned, List<Path<Members>...>>{values_, returned_};
    }
    /// What is read of the rows that are inserted.
    template <class... E> constexpr auto returning(E... items) const {
        return insert_with(values_, conflict_, returning_of(std::move(items)...));
    }

    std::uint64_t run(Session& session) const { return execute(session, *this); }

private:
    template <class V, class C, class R>
    static constexpr Insert<Row, V, C, R> insert_with(V values, C conflict, R returned) {
        return {{}, std::move(values), std::move(conflict), std::move(returned)};
    }
    template <class New> constexpr auto given(New one) const {
        return [&]<class... A>(const Several<A...>& all) {
            return Given<Row, A..., New>{appended(all, std::move(one))};
        }(values_.assignments);
    }
};

/// What an insert does where there is a row already.
template <class Row, class Values, class Returned, class... Paths>
struct OnConflict<Row, Values, Returned, List<Paths...>> {
    static_assert(sizeof...(Paths) > 0, "name the members that have a unique key");
    static_assert(((MappingOf<Row>::template index_of<Paths>() != nowhere) && ...),
                  "this member is not mapped to a column of the entity");
    Values values;
    Returned returned;

    constexpr auto do_nothing() const { return with(DoNothing<Row, Paths...>()); }
    /// The first of what is changed in the row that is there.
    template <auto... Members, class T> constexpr auto set(T value) const {
        auto one = assignment<Row, Members...>(std::move(value));
        return with(DoUpdate<Row, List<Paths...>, decltype(one)>{several(std::move(one))});
    }
    /// All columns that are updated and selected get the value that was to be inserted.
    constexpr auto do_update() const { return with(DoUpdateAll<Row, Paths...>()); }

private:
    template <class C> constexpr Insert<Row, Values, C, Returned> with(C conflict) const {
        return {{}, values, std::move(conflict), returned};
    }
};

} // namespace orm

template <auto... Members> inline constexpr orm::InsertedValue<orm::Path<Members...>> inserted{};

/// `insert<User>().set<&User::email>("…").run(session)`, or `.values(user)`.
template <Mapped T> constexpr orm::Insert<T, orm::Given<T>> insert() {
    return {};
}

} // namespace varve
