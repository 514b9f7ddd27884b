#pragma once

#include "varve/orm/functions.hpp"
#include "varve/orm/run.hpp"

#include <string>
#include <tuple>

namespace varve {

namespace orm {

/// How rows of a type are read: an entity's columns in their order; a tuple's members; one value.
template <class R> struct RawResult {
    using Row = R;
    static constexpr std::array<Kind, 1> wanted = {Codec<Plain<R>>::kind};
    static void read(const Cell* cells, R& row) { read_cell(*cells, row, {}); }
};
template <Mapped R> struct RawResult<R> {
    using Row = R;
    using Columns = ColumnsWhere<R, is_selected>;
    static constexpr auto wanted = kinds_of<R>(Columns());
    static void read(const Cell* cells, R& row) { read_columns<R>(cells, row, Columns()); }
};
template <class... V> struct RawResult<std::tuple<V...>> {
    using Row = std::tuple<V...>;
    static constexpr std::array<Kind, sizeof...(V)> wanted = {Codec<Plain<V>>::kind...};
    static void read(const Cell* cells, Row& row) {
        std::apply([&](V&... values) { (read_cell(*cells++, values, {}), ...); }, row);
    }
};
template <> struct RawResult<void> : NoResult {};

template <class R, class... V> struct Raw : Query<Raw<R, V...>> {
    static constexpr Needs needs = (Needs() + ... + Parameter<V>::needs);
    struct Result : RawResult<R> {};

    std::string sql;
    Several<Parameter<V>...> parameters;

    StatementFacts facts() const { return {.text = sql, .wanted = Result::wanted, .raw = true}; }
    void bind(auto& to) const { parameters.bind(to); }

    /// Runs it and returns how many rows it inserted, updated or deleted.
    std::uint64_t run(Session& session) const { return execute(session, *this); }
};

} // namespace orm

/// SQL of the database's own, with `$1` and so on for values, whatever the database writes there:
/// `raw<User>("SELECT * FROM users WHERE email = $1", email).all(session)`. Rows are entities,
/// tuples, or single values. Never put values into the text.
template <class R = void, class... V> auto raw(std::string text, V... values) {
    return orm::Raw<R, typename orm::ValueType<V>::Type...>{
        {},
        std::move(text),
        orm::several(orm::Parameter<typename orm::ValueType<V>::Type>(
            typename orm::ValueType<V>::Type(std::move(values)))...)};
}

} // namespace varve
