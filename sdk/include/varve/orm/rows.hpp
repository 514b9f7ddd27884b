#pragma once

#include "varve/error.hpp"
#include "varve/orm/insert.hpp"
#include "varve/orm/update.hpp"

namespace varve {

/// A row that another program changed or removed since it was read.
class VARVE_API StaleEntity : public Error {
public:
    explicit StaleEntity(std::string_view table);
    ~StaleEntity() override;
};

namespace orm {

template <auto Fact> constexpr bool has_fact(const ColumnFacts& column) {
    return column.*Fact;
}
constexpr bool is_made_elsewhere(const ColumnFacts& column) {
    return column.made_by_database() && !column.identity;
}
/// The columns of an upsert: the key, too, where the database could make it.
constexpr bool is_upserted(const ColumnFacts& column) {
    return column.is_inserted() || (column.identity && column.primary_key);
}

/// Calls `change` with each member of a row whose column has a fact.
template <auto Fact, class Row, class Change> void change_members(Row& row, const Change& change) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (change(PathAt<Row, I>::of(row)), ...);
    }
    (ColumnsWhere<Row, has_fact<Fact>>());
}

template <auto Fact, class Row> void set_moment(Row& row, std::int64_t microseconds) {
    change_members<Fact>(row, [&](auto& member) {
        member = Plain<std::remove_cvref_t<decltype(member)>>{microseconds};
    });
}

constexpr bool is_moment(const ColumnFacts& column) {
    return column.created_at || column.updated_at;
}

template <class Row> void touch_new(Row& row) {
    if constexpr (count_columns<Row, is_moment>() > 0) {
        const std::int64_t now = TimestampTz::now().microseconds;
        set_moment<&ColumnFacts::created_at>(row, now);
        set_moment<&ColumnFacts::updated_at>(row, now);
    }
    change_members<&ColumnFacts::version>(row, [](auto& version) {
        if (version == 0) version = 1;
    });
}

/// Writes `"column" = $n` for each of these places.
template <class Row, std::size_t... I>
constexpr void put_assigned(Text& to, [[maybe_unused]] std::string_view between,
                            std::index_sequence<I...>) {
    std::size_t count = 0;
    ((to.put(count++ == 0 ? "" : between), to.column(mapping<Row>.columns[I]), to.put(" = "),
      to.parameter()),
     ...);
}

/// Finds a row that is in the program; one with a version only if nobody changed it since.
template <class Row> struct SameRow {
    static_assert(KeyOf<Row>::size() > 0, "the entity has no primary key");
    using Version = ColumnsWhere<Row, is_version>;
    static constexpr Needs needs = needs_of<Row>(KeyOf<Row>()) + needs_of<Row>(Version());

    static constexpr void text(Text& to) {
        to.put(" WHERE ");
        put_assigned<Row>(to, " AND ", KeyOf<Row>());
        if (Version::size() > 0) to.put(" AND ");
        put_assigned<Row>(to, " AND ", Version());
    }
    static void bind(const Row& row, auto& to) {
        bind_columns(row, to, KeyOf<Row>());
        bind_columns(row, to, Version());
    }
};

/// Writes these columns of a row that is there.
template <class Row, class Columns> struct UpdateRow {
    static_assert(!mapping<Row>.facts.view, "a view is only read");
    static constexpr Needs needs =
        needs_of<Row>(Columns()) + Touched<Row>::needs + SameRow<Row>::needs;
    using Result = NoResult;

    const Row& row;
    Touched<Row> touched;

    template <class> static constexpr void text(Text& to) {
        to.put("UPDATE ");
        to.table(mapping<Row>.facts);
        to.put(" SET ");
        put_assigned<Row>(to, ", ", Columns());
        Touched<Row>::text(to, Columns::size());
        SameRow<Row>::text(to);
    }
    void bind(auto& to) const {
        bind_columns(row, to, Columns());
        touched.bind(to);
        SameRow<Row>::bind(row, to);
    }
};

template <class Row> struct RemoveRow {
    static_assert(!mapping<Row>.facts.view, "a view is only read");
    static constexpr Needs needs = SameRow<Row>::needs;
    using Result = NoResult;

    const Row& row;

    template <class> static constexpr void text(Text& to) {
        to.put("DELETE FROM ");
        to.table(mapping<Row>.facts);
        SameRow<Row>::text(to);
    }
    void bind(auto& to) const { SameRow<Row>::bind(row, to); }
};

template <class Row> constexpr auto upsert_row(const Row& row) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return OnConflict<Row, OneRow<Row, is_upserted>, Nothing, List<PathAt<Row, I>...>>{{&row},
                                                                                           {}}
            .do_update();
    }
    (KeyOf<Row>());
}

/// The condition that a row is behind the one with this key, in the order of the keys.
template <class Row, std::size_t I, std::size_t... Rest, class V, class... More>
constexpr auto is_behind(std::index_sequence<I, Rest...>, const V& value, const More&... more) {
    const Field<PathAt<Row, I>, Source<Row>> column;
    if constexpr (sizeof...(Rest) == 0)
        return column > value;
    else
        return column > value ||
               (column == value && is_behind<Row>(std::index_sequence<Rest...>(), more...));
}
template <class Row, class... V> constexpr auto is_behind(const V&... key) {
    static_assert(sizeof...(V) == KeyOf<Row>::size(), "give a value for each column of the key");
    return is_behind<Row>(KeyOf<Row>(), key...);
}

/// Columns of the row, read again after it was written: those that the database makes.
template <class Row, class Columns> struct ReadBack;
template <class Row, std::size_t... I> struct ReadBack<Row, std::index_sequence<I...>> {
    using Items = Projection<MakeTuple, Field<PathAt<Row, I>, Source<Row>>...>;
    static void read(Row& row, auto&& values) {
        std::apply([&](auto&... value) { ((PathAt<Row, I>::of(row) = std::move(value)), ...); },
                   values);
    }
};

/// The rows of a span as a source of cells.
template <class Row> class SpanSource final : public RowSource {
public:
    explicit SpanSource(std::span<const Row> rows) : rows_(rows) {}

    bool next(std::span<Cell> to) override {
        if (next_ == rows_.size()) return false;
        CellWriter cells{to.data(), buffers_.data()};
        bind_columns(rows_[next_++], cells, Columns());
        return true;
    }

private:
    using One = OneRow<Row>;
    using Columns = typename One::Columns;
    std::span<const Row> rows_;
    std::size_t next_ = 0;
    std::array<std::string, One::needs.buffers> buffers_;
};

template <class Row> BulkInsert bulk_insert_of(const Dialect& dialect) {
    const TableFacts& table = mapping<Row>.facts;
    BulkInsert target{.table = dialect.qualified(table.name_space, table.name)};
    for (const ColumnFacts& column : mapping<Row>.columns) {
        if (!column.is_inserted()) continue;
        if (column.kind == Kind::array) require(dialect, Feature::arrays);
        target.columns.push_back(std::string(column.prefix) + std::string(column.name));
        target.kinds.push_back(column.kind);
    }
    return target;
}

} // namespace orm

} // namespace varve
