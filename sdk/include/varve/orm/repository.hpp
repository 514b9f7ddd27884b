#pragma once

#include "varve/orm/compound_query.hpp"
#include "varve/orm/raw.hpp"
#include "varve/orm/rows.hpp"

namespace varve {

/// Some rows of many.
template <class T> struct Page {
    std::vector<T> rows;
    std::uint64_t total = 0; ///< how many there are on all pages
};

/// The rows of an entity. Cheap to make; whatever else is to be asked is a query: `from<T>`.
template <Mapped T> class Repository {
public:
    explicit Repository(Session& session) : session_(session) {}

    template <class... Key> std::optional<T> find(const Key&... key) const {
        return from<T>.where(orm::has_key<T>(key...)).one(session_);
    }
    std::vector<T> find_all() const { return from<T>.all(session_); }
    template <orm::IsCondition E> std::vector<T> find_by(E condition) const {
        return from<T>.where(std::move(condition)).all(session_);
    }
    /// DatabaseError(misuse) where there are several.
    template <orm::IsCondition E> std::optional<T> find_one_by(E condition) const {
        return from<T>.where(std::move(condition)).one(session_);
    }
    template <orm::IsCondition E> bool exists(E condition) const {
        return from<T>.where(std::move(condition)).exists(session_);
    }
    std::uint64_t count() const { return from<T>.count(session_); }
    template <orm::IsCondition E> std::uint64_t count(E condition) const {
        return from<T>.where(std::move(condition)).count(session_);
    }
    /// Calls `take` with each row, in constant memory; see Query::each.
    template <class Take> void each(Take&& take) const {
        from<T>.each(session_, std::forward<Take>(take));
    }

    /// Inserts the row, and reads what the database has made of it: its identity, defaults,
    /// generated columns.
    void insert(T& row) const;
    /// Inserts all rows or none, by the way that is the fastest for so many. What the database
    /// makes of them is not read.
    void insert_all(std::span<T> rows) const;

    /// Writes all columns of the row that are read and may change. False where there is no such
    /// row; StaleEntity where it has a version, and somebody changed or removed it since it was
    /// read.
    bool update(T& row) const;
    /// Inserts the row, or writes it over the one that has its key.
    void upsert(T& row) const;
    /// Inserts a row whose identity, or else version, is 0, and updates any other; a row that has
    /// neither is upserted. False as `update`.
    bool save(T& row) const;

    /// Deletes the row for good; see `update`.
    bool remove(const T& row) const {
        return changed(orm::execute(session_, orm::RemoveRow<T>{row}));
    }
    /// The row counts as deleted from now on: queries do not see it.
    bool soft_remove(T& row) const { return mark_deleted(row, TimestampTz::now().microseconds); }
    bool restore(T& row) const { return mark_deleted(row, 0); }

    /// Adds to a column, in the database; false where there is no such row.
    template <auto... Members, class Number, class... Key>
    bool increment(Number by, const Key&... key) const {
        return varve::update<T>(key...)
                   .template set<Members...>(f<Members...> + by)
                   .run(session_) == 1;
    }

    /// Page `number`, from 1, of rows in the order of their keys.
    Page<T> page(std::size_t number, std::size_t size) const {
        return {by_key(from<T>).limit(size).offset((number - 1) * size).all(session_), count()};
    }
    /// The first rows behind the one with this key, in the order of the keys: as fast for the last
    /// page as for the first.
    template <class... Key> std::vector<T> page_after(std::size_t size, const Key&... key) const {
        if constexpr (sizeof...(Key) == 0)
            return by_key(from<T>).limit(size).all(session_);
        else
            return by_key(from<T>.where(orm::is_behind<T>(key...))).limit(size).all(session_);
    }

private:
    using Made = orm::ColumnsWhere<T, orm::is_made>;
    using Keys = orm::KeyOf<T>;
    static constexpr bool has_version = orm::count_columns<T, orm::is_version>() > 0;

    bool changed(std::uint64_t rows) const {
        if (has_version && rows == 0) throw StaleEntity(orm::mapping<T>.facts.name);
        return rows > 0;
    }
    static constexpr auto by_key(auto query) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return query.order_by(orm::Field<orm::PathAt<T, I>, orm::Source<T>>()...);
        }
        (Keys());
    }
    void insert_and_read(T& row) const;
    void insert_then_read(T& row) const;
    bool mark_deleted(T& row, std::int64_t moment) const;

    Session& session_;
};

} // namespace varve

#include "varve/orm/repository_write.hpp"
