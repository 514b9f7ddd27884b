#pragma once

#include "varve/orm/repository.hpp"

namespace varve {

template <Mapped T> void Repository<T>::insert_and_read(T& row) const {
    using Back = orm::ReadBack<T, Made>;
    using Returned = orm::Returning<typename Back::Items>;
    const orm::Insert<T, orm::OneRow<T>, orm::Nothing, Returned> statement{{}, {&row}};
    Back::read(row, *statement.one(session_));
}

// Where the database has no RETURNING it still knows the identity that it has made, and the rest is
// read by the key.
template <Mapped T> void Repository<T>::insert_then_read(T& row) const {
    varve::insert<T>().values(row).run(session_);
    constexpr bool identity = orm::count_columns<T, orm::has_fact<&ColumnFacts::identity>>() > 0;
    if constexpr (identity) {
        const std::string text = "SELECT " + session_.dialect().last_identity();
        const auto made = raw<std::int64_t>(text).one(session_);
        orm::change_members<&ColumnFacts::identity>(row, [&](auto& member) {
            member = static_cast<std::remove_cvref_t<decltype(member)>>(*made);
        });
    }
    using Back = orm::ReadBack<T, orm::ColumnsWhere<T, orm::is_made_elsewhere>>;
    if constexpr (orm::count_columns<T, orm::is_made_elsewhere>() > 0) {
        const auto this_row = [&]<std::size_t... I>(std::index_sequence<I...>) {
            return orm::has_key<T>(orm::PathAt<T, I>::of(row)...);
        }
        (Keys());
        const auto query = from<T>.where(this_row);
        Back::read(row,
                   *query.template with<orm::part::items>(typename Back::Items()).one(session_));
    }
}

template <Mapped T> void Repository<T>::insert(T& row) const {
    orm::touch_new(row);
    if constexpr (Made::size() == 0)
        varve::insert<T>().values(row).run(session_);
    else if (session_.dialect().supports(Feature::insert_returning))
        insert_and_read(row);
    else
        insert_then_read(row);
}

template <Mapped T> void Repository<T>::insert_all(std::span<T> rows) const {
    if (rows.empty()) return;
    for (T& row : rows) orm::touch_new(row);
    if (rows.size() == 1) {
        varve::insert<T>().values(rows.front()).run(session_);
    } else {
        orm::SpanSource<T> source(rows);
        session_.connection().bulk_insert(orm::bulk_insert_of<T>(session_.dialect()), source);
    }
}

template <Mapped T> bool Repository<T>::update(T& row) const {
    const std::int64_t now = TimestampTz::now().microseconds;
    using Columns = orm::ColumnsWhere<T, orm::is_written_over>;
    const orm::UpdateRow<T, Columns> statement{row, {now}};
    if (!changed(orm::execute(session_, statement))) return false;
    orm::set_moment<&ColumnFacts::updated_at>(row, now);
    orm::change_members<&ColumnFacts::version>(row, [](auto& version) { ++version; });
    return true;
}

template <Mapped T> void Repository<T>::upsert(T& row) const {
    orm::touch_new(row);
    orm::execute(session_, orm::upsert_row(row));
}

template <Mapped T> bool Repository<T>::save(T& row) const {
    constexpr bool identity = orm::count_columns<T, orm::has_fact<&ColumnFacts::identity>>() > 0;
    if constexpr (!identity && !has_version) {
        upsert(row);
        return true;
    } else {
        constexpr auto fact = identity ? &ColumnFacts::identity : &ColumnFacts::version;
        bool is_new = false;
        orm::change_members<fact>(row, [&](const auto& member) { is_new = member == 0; });
        if (!is_new) return update(row);
        insert(row);
        return true;
    }
}

template <Mapped T> bool Repository<T>::mark_deleted(T& row, std::int64_t moment) const {
    using Columns = orm::ColumnsWhere<T, orm::is_deleted_at>;
    static_assert(Columns::size() == 1, "the entity has no column that is deleted_at()");
    T changed_row = row;
    orm::change_members<&ColumnFacts::deleted_at>(changed_row, [&](auto& member) {
        if (moment == 0)
            member.reset();
        else
            member = orm::Plain<std::remove_cvref_t<decltype(member)>>{moment};
    });
    const std::int64_t now = TimestampTz::now().microseconds;
    const orm::UpdateRow<T, Columns> statement{changed_row, {now}};
    if (!changed(orm::execute(session_, statement))) return false;
    orm::set_moment<&ColumnFacts::updated_at>(changed_row, now);
    orm::change_members<&ColumnFacts::version>(changed_row, [](auto& version) { ++version; });
    row = std::move(changed_row);
    return true;
}

} // namespace varve
