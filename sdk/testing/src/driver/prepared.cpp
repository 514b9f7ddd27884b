#include "driver/cases.hpp"

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

void fill(Trial& trial) {
    trial.make_table();
    for (int i = 1; i <= 3; ++i) trial.insert(i, Value(i * 10));
}

std::string by_key(Trial& trial) {
    return trial.sql("SELECT {v} FROM {pebble} WHERE {id} = $1");
}

std::string from_key(Trial& trial) {
    return trial.sql("SELECT {v} FROM {pebble} WHERE {id} >= $1 ORDER BY {id}");
}

constexpr std::array<Kind, 1> integer{Kind::integer};

std::vector<RowValues> found(Trial& trial, Prepared& prepared, std::int64_t key) {
    const std::array<Cell, 1> parameters{Cell::integer(key)};
    prepared.query(parameters);
    return trial.read(prepared);
}

void expect_value(Trial& trial, Prepared& prepared, std::int64_t key) {
    const std::vector<RowValues> rows = found(trial, prepared, key);
    trial.report().require(rows.size() == 1, "the row with this key is found");
    trial.report().equal(rows[0][0], Value(key * 10), "the row's value");
}

void runs_again_with_other_parameters(Trial& trial) {
    fill(trial);
    const auto select = trial.connection().prepare(by_key(trial), integer);
    for (const std::int64_t key : {1, 3, 2, 2}) expect_value(trial, *select, key);
    trial.report().check(found(trial, *select, 9).empty(), "a key that is not there");
}

void may_be_taken_again_and_again(Trial& trial) {
    fill(trial);
    for (int i = 0; i < 50; ++i)
        expect_value(trial, *trial.connection().prepare(by_key(trial), integer), 1 + i % 3);
}

// Half a result is left behind each time: it must not show up in the next one.
void forgets_rows_that_were_not_read(Trial& trial) {
    fill(trial);
    for (int i = 0; i < 3; ++i) {
        const auto select = trial.connection().prepare(from_key(trial), integer);
        const std::array<Cell, 1> parameters{Cell::integer(1)};
        std::array<Cell, 1> row;
        select->query(parameters);
        trial.report().require(select->next(row), "there is a first row");
        trial.report().equal(Value(row[0]), Value(10), "a new result starts with its first row");
        select->query(parameters);
        trial.report().equal(read_all(*select).size(), 3U, "a new query ends the rows before");
    }
    trial.execute("DROP TABLE {pebble}");
}

void may_be_used_twice_at_once(Trial& trial) {
    fill(trial);
    const auto outer = trial.connection().prepare(from_key(trial), integer);
    const std::array<Cell, 1> first{Cell::integer(1)};
    outer->query(first);
    std::array<Cell, 1> row;
    for (int i = 1; i <= 3; ++i) {
        trial.report().require(outer->next(row), "the outer result has three rows");
        trial.report().equal(Value(row[0]), Value(i * 10), "a value of the outer result");
        const auto inner = trial.connection().prepare(from_key(trial), integer);
        trial.report().equal(found(trial, *inner, i).size(), static_cast<std::size_t>(4 - i),
                             "the inner result has its own parameter");
    }
}

void tells_wanted_kinds_apart(Trial& trial) {
    fill(trial);
    constexpr std::array<Kind, 1> text{Kind::text};
    expect_value(trial, *trial.connection().prepare(by_key(trial), integer), 2);
    const auto rows = found(trial, *trial.connection().prepare(by_key(trial), text), 2);
    trial.report().require(rows.size() == 1, "the row is found");
    trial.report().equal(rows[0][0], Value("20"), "the same text, prepared with other kinds");
}

void takes_null_and_values_in_turn(Trial& trial) {
    trial.make_table(Kind::text);
    {
        const auto insert = trial.connection().prepare(
            trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)"));
        const std::vector<Cell> cells{Cell(), Cell::text("slate"), Cell(), Cell::text("")};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::array<Cell, 2> row{Cell::integer(static_cast<std::int64_t>(i)), cells[i]};
            trial.report().equal(insert->execute(row), 1U, "a row is inserted");
        }
    }
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE {v} = 'slate'"), 1,
                         "the value is there once");
    trial.report().check(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE {v} IS NULL") >= 2,
                         "NULL is there where it was given");
}

void sees_a_column_that_was_added(Trial& trial) {
    fill(trial);
    const std::string text = trial.sql("SELECT * FROM {pebble} WHERE {id} = $1");
    const std::vector<RowValues> before = found(trial, *trial.connection().prepare(text), 1);
    trial.report().require(before.size() == 1, "the row is found at first");
    trial.report().equal(before[0].size(), 2U, "two columns at first");
    trial.execute("ALTER TABLE {pebble} ADD {more} {:integer}");
    const auto select = trial.connection().prepare(text);
    const std::vector<RowValues> rows = found(trial, *select, 1);
    trial.report().equal(select->columns().size(), 3U, "columns() knows the new one");
    trial.report().require(rows.size() == 1, "the row is found");
    trial.report().equal(rows[0].size(), 3U, "the row has three values");
}

void sees_a_column_whose_type_changed(Trial& trial) {
    fill(trial);
    const std::string text = trial.sql("SELECT {v} FROM {pebble} WHERE {id} = $1");
    found(trial, *trial.connection().prepare(text), 1);
    trial.execute("DROP TABLE {pebble}");
    trial.make_table(Kind::text);
    trial.insert(1, Value("now a text"));
    const std::vector<RowValues> rows = found(trial, *trial.connection().prepare(text), 1);
    trial.report().require(rows.size() == 1, "the row is found");
    trial.report().equal(rows[0][0], Value("now a text"), "the value has its new kind");
}

// Another session changes the table while this one holds the statement.
void sees_what_another_session_changed(Trial& trial) {
    fill(trial);
    const auto select =
        trial.connection().prepare(trial.sql("SELECT * FROM {pebble} WHERE {id} = $1"));
    found(trial, *select, 1);
    trial.another()->execute(trial.sql("ALTER TABLE {pebble} ADD {more} {:integer}"));
    const std::vector<RowValues> rows = found(trial, *select, 1);
    trial.report().require(rows.size() == 1, "the row is found");
    trial.report().equal(rows[0].size(), select->columns().size(), "columns() fits the row");
    trial.report().equal(rows[0].size(), 3U, "the new column is there");
}

void works_with_cache_of(Trial& trial, std::size_t capacity) {
    fill(trial);
    trial.connection().set_statement_cache(capacity);
    for (int round = 0; round < 3; ++round)
        for (std::int64_t key = 1; key <= 3; ++key) {
            const std::string text =
                trial.sql("SELECT {v} + " + std::to_string(key * 0) +
                          " FROM {pebble} WHERE {id} = $1 AND {v} <> " + std::to_string(key));
            expect_value(trial, *trial.connection().prepare(text, integer), key);
        }
    trial.execute("DROP TABLE {pebble}");
}

void says_what_is_wrong_with_a_text(Trial& trial) {
    trial.make_table();
    trial.fails(
        DbKind::syntax, [&] { trial.connection().prepare("SELEKT 1")->execute({}); },
        "a text that is no SQL");
    trial.fails(
        DbKind::undefined_object,
        [&] { trial.connection().prepare(trial.sql("SELECT {v} FROM {nowhere}"))->query({}); },
        "a table that is not there");
    trial.usable("after texts that cannot be prepared");
}

void runs_again_after_an_error(Trial& trial) {
    fill(trial);
    const auto insert =
        trial.connection().prepare(trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, 1)"));
    const std::array<Cell, 1> taken{Cell::integer(1)};
    const std::array<Cell, 1> free{Cell::integer(4)};
    trial.fails(
        DbKind::unique_violation, [&] { insert->execute(taken); }, "a key that is there already");
    trial.report().equal(insert->execute(free), 1U, "the same statement with a free key");
}

void ends_its_result_when_it_is_reset(Trial& trial) {
    fill(trial);
    const auto select = trial.connection().prepare(from_key(trial), integer);
    const std::array<Cell, 1> parameters{Cell::integer(1)};
    std::array<Cell, 1> row;
    select->query(parameters);
    trial.report().require(select->next(row), "there is a first row");
    select->reset();
    trial.another()->execute(trial.sql("DROP TABLE {pebble}"));
    trial.report().check(!trial.has_table("pebble"), "a result that was reset holds no lock");
}

} // namespace

Suite prepared_cases(const SharedSubject& subject) {
    return driver_cases(
        "prepared", subject,
        {{"runs_again_with_other_parameters", runs_again_with_other_parameters},
         {"may_be_taken_again_and_again", may_be_taken_again_and_again},
         {"forgets_rows_that_were_not_read", forgets_rows_that_were_not_read},
         {"may_be_used_twice_at_once", may_be_used_twice_at_once},
         {"tells_wanted_kinds_apart", tells_wanted_kinds_apart},
         {"takes_null_and_values_in_turn", takes_null_and_values_in_turn},
         {"sees_a_column_that_was_added", sees_a_column_that_was_added},
         {"sees_a_column_whose_type_changed", sees_a_column_whose_type_changed},
         {"sees_what_another_session_changed", sees_what_another_session_changed},
         {"works_with_room_for_one_statement", [](Trial& trial) { works_with_cache_of(trial, 1); }},
         {"works_with_room_for_two_statements",
          [](Trial& trial) { works_with_cache_of(trial, 2); }},
         {"works_without_a_cache", [](Trial& trial) { works_with_cache_of(trial, 0); }},
         {"says_what_is_wrong_with_a_text", says_what_is_wrong_with_a_text},
         {"runs_again_after_an_error", runs_again_after_an_error},
         {"ends_its_result_when_it_is_reset", ends_its_result_when_it_is_reset}});
}

} // namespace varve::testing
