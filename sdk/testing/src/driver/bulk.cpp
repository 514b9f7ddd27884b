#include "driver/cases.hpp"

#include <stdexcept>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

/// Rows (1, 10), (2, 20), … with a NULL for every seventh value.
class Rising : public RowSource {
public:
    explicit Rising(std::int64_t rows) : rows_(rows) {}

    bool next(std::span<Cell> row) override {
        if (given_ == rows_) return false;
        if (given_ == throws_at) throw std::runtime_error("the source broke");
        ++given_;
        row[0] = Cell::integer(given_ == repeats_at ? 1 : given_);
        row[1] = given_ % 7 == 0 ? Cell() : Cell::integer(given_ * 10);
        return true;
    }

    std::int64_t repeats_at = -1; ///< the row that has the key of the first
    std::int64_t throws_at = -1;

private:
    std::int64_t rows_;
    std::int64_t given_ = 0;
};

BulkInsert pebbles(Trial& trial) {
    return {trial.sql("{pebble}"), {"id", "v"}, {Kind::integer, Kind::integer}};
}

void inserts_rows(Trial& trial, std::int64_t rows) {
    trial.make_table();
    Rising source(rows);
    const std::uint64_t inserted = trial.connection().bulk_insert(pebbles(trial), source);
    trial.report().equal(inserted, static_cast<std::uint64_t>(rows), "bulk_insert counts the rows");
    trial.report().equal(trial.count(), rows, "every row is there");
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE {v} IS NULL"), rows / 7,
                         "NULL is NULL");
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE {v} = {id} * 10"),
                         rows - rows / 7, "values are with their keys");
    trial.usable("after a bulk insert");
}

void leaves_nothing_of_a_bulk_insert_that_fails(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        Rising source(1000);
        source.repeats_at = 700;
        trial.fails(
            DbKind::unique_violation,
            [&] { trial.connection().bulk_insert(pebbles(trial), source); },
            "a bulk insert with a key twice");
    }
    trial.report().equal(trial.count(), 0, "nothing is left after the rollback");
    Rising source(10);
    trial.connection().bulk_insert(pebbles(trial), source);
    trial.report().equal(trial.count(), 10, "the next bulk insert works");
}

void inserts_all_rows_or_none(Trial& trial) {
    trial.make_table();
    for (const std::int64_t rows : {200, 900, 5000}) {
        Rising source(rows);
        source.repeats_at = rows - 1;
        trial.fails(
            DbKind::unique_violation,
            [&] { trial.connection().bulk_insert(pebbles(trial), source); },
            "a bulk insert outside of a transaction, with a key twice");
        trial.report().equal(trial.count(), 0, "nothing is left of it");
        trial.usable("after a bulk insert that failed");
    }
}

void inserts_into_a_table_that_has_changed(Trial& trial) {
    for (const std::int64_t rows : {3, 1000}) {
        trial.make_table();
        for (int round = 0; round < 2; ++round) {
            Rising source(rows);
            trial.connection().bulk_insert(pebbles(trial), source);
            trial.report().equal(trial.count(), rows, "every row is there");
            trial.execute("DELETE FROM {pebble}");
            if (round == 0) trial.execute("ALTER TABLE {pebble} ADD COLUMN {more} {:text}");
        }
        trial.execute("DROP TABLE {pebble}");
    }
}

void survives_a_source_that_throws(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        Rising source(1000);
        source.throws_at = 500;
        try {
            trial.connection().bulk_insert(pebbles(trial), source);
            trial.report().check(false, "the source's error comes through");
        } catch (const std::exception& error) {
            trial.report().equal(std::string(error.what()), std::string("the source broke"),
                                 "the source's error comes through as it is");
        }
    }
    trial.report().equal(trial.count(), 0, "nothing is left after the rollback");
    trial.usable("after a source threw");
}

void refuses_null_where_none_may_be(Trial& trial) {
    trial.make_table();
    class Nulls : public RowSource {
    public:
        bool next(std::span<Cell> row) override {
            row[0] = Cell::integer(++given_);
            row[1] = Cell();
            return given_ <= 3;
        }

    private:
        std::int64_t given_ = 0;
    };
    trial.execute("CREATE TABLE {strict} ({id} {:integer}, {v} {:integer} NOT NULL)");
    BulkInsert target = pebbles(trial);
    target.table = trial.sql("{strict}");
    Transaction transaction(trial.connection());
    Nulls source;
    trial.fails(
        DbKind::not_null_violation, [&] { trial.connection().bulk_insert(target, source); },
        "NULL for a column that takes none");
}

void says_so_when_the_table_is_not_there(Trial& trial) {
    BulkInsert target = pebbles(trial);
    target.table = trial.sql("{nowhere}");
    Rising source(3);
    trial.fails(
        DbKind::undefined_object, [&] { trial.connection().bulk_insert(target, source); },
        "a bulk insert into a table that is not there");
    trial.usable("after a bulk insert into nowhere");
}

void quotes_the_names_of_columns(Trial& trial) {
    trial.execute(
        "CREATE TABLE {Table of \"pebbles\"} ({select} {:integer}, {Größe in mm} {:integer})");
    Rising source(5);
    trial.connection().bulk_insert({trial.sql("{Table of \"pebbles\"}"),
                                    {"select", "Größe in mm"},
                                    {Kind::integer, Kind::integer}},
                                   source);
    trial.report().equal(trial.integer("SELECT SUM({Größe in mm}) FROM {Table of \"pebbles\"}"),
                         150, "columns are found by their names as they are");
}

void leaves_out_columns_that_are_not_named(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({v} {:integer}, {more} {:integer} DEFAULT 7, "
                  "{id} {:integer})");
    Rising source(3);
    trial.connection().bulk_insert(pebbles(trial), source);
    trial.report().equal(trial.integer("SELECT SUM({more}) FROM {pebble}"), 21,
                         "a column that is not named has its default");
    trial.report().equal(trial.integer("SELECT SUM({v}) FROM {pebble}"), 60,
                         "values go by the names of columns, not by their order");
}

/// Texts of every length up to 96 bytes in no order, one of 60 kB and some that are NULL.
class Texts : public RowSource {
public:
    explicit Texts(std::int64_t rows) : rows_(rows) {}

    static Value text_of(std::int64_t id) {
        if (id % 7 == 3) return {};
        return std::string(id == 1500 ? 60'000 : static_cast<std::size_t>(id * id % 97),
                           static_cast<char>('a' + id % 26));
    }

    bool next(std::span<Cell> row) override {
        text_ = text_of(++given_);
        row[0] = Cell::integer(given_);
        row[1] = text_.cell();
        return given_ <= rows_;
    }

private:
    Value text_;
    std::int64_t rows_;
    std::int64_t given_ = 0;
};

void keeps_texts_with_their_keys(Trial& trial) {
    constexpr std::int64_t rows = 3000;
    trial.make_table(Kind::text);
    Texts source(rows);
    trial.connection().bulk_insert(
        {trial.sql("{pebble}"), {"id", "v"}, {Kind::integer, Kind::text}}, source);
    std::int64_t read = 0;
    for (const RowValues& row :
         trial.rows("SELECT {id}, {v} FROM {pebble}", {}, {Kind::integer, Kind::text}))
        if (row[1] == Texts::text_of(row[0].cell().as_integer())) ++read;
    trial.report().equal(read, rows, "every text is with its key, or NULL");
}

void keeps_texts_that_are_all_empty(Trial& trial) {
    trial.make_table(Kind::text);
    class Empty : public RowSource {
    public:
        bool next(std::span<Cell> row) override {
            row[0] = Cell::integer(++given_);
            row[1] = Cell::text("");
            return given_ <= 3;
        }

    private:
        std::int64_t given_ = 0;
    };
    Empty source;
    trial.connection().bulk_insert(
        {trial.sql("{pebble}"), {"id", "v"}, {Kind::integer, Kind::text}}, source);
    for (const RowValues& row :
         trial.rows("SELECT {id}, {v} FROM {pebble}", {}, {Kind::integer, Kind::text}))
        trial.report().equal(row[1].to_string(), std::string(), "an empty text is no NULL");
}

} // namespace

Suite bulk_cases(const SharedSubject& subject) {
    return driver_cases(
        "bulk", subject,
        {{"inserts_no_rows", [](Trial& trial) { inserts_rows(trial, 0); }},
         {"inserts_one_row", [](Trial& trial) { inserts_rows(trial, 1); }},
         {"inserts_a_few_hundred_rows", [](Trial& trial) { inserts_rows(trial, 345); }},
         {"inserts_twenty_thousand_rows", [](Trial& trial) { inserts_rows(trial, 20'000); }},
         {"keeps_texts_with_their_keys", keeps_texts_with_their_keys},
         {"keeps_texts_that_are_all_empty", keeps_texts_that_are_all_empty},
         {"leaves_nothing_of_a_bulk_insert_that_fails", leaves_nothing_of_a_bulk_insert_that_fails},
         {"inserts_all_rows_or_none", inserts_all_rows_or_none},
         {"inserts_into_a_table_that_has_changed", inserts_into_a_table_that_has_changed},
         {"survives_a_source_that_throws", survives_a_source_that_throws},
         {"refuses_null_where_none_may_be", refuses_null_where_none_may_be},
         {"says_so_when_the_table_is_not_there", says_so_when_the_table_is_not_there},
         {"quotes_the_names_of_columns", quotes_the_names_of_columns},
         {"leaves_out_columns_that_are_not_named", leaves_out_columns_that_are_not_named}});
}

} // namespace varve::testing
