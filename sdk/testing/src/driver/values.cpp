#include "driver/cases.hpp"
#include "driver/samples.hpp"

#include <cmath>
#include <limits>

namespace varve::testing {

namespace {

using Values = std::vector<Value>;

Values every_sample(Trial& trial, Kind kind) {
    Values values = samples(kind, trial.facts());
    for (Value& large : large_samples(kind)) values.push_back(std::move(large));
    values.emplace_back();
    return values;
}

void expect_same(Trial& trial, const Values& expected, const std::vector<RowValues>& rows) {
    trial.report().require(rows.size() == expected.size(), "every row that went in comes out");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Value& actual = rows[i].front();
        trial.report().check(same_value(actual, expected[i]),
                             "a value comes back as it went in: expected " + shown(expected[i]) +
                                 ", got " + shown(actual));
    }
}

std::vector<RowValues> stored(Trial& trial, Kind wanted) {
    return trial.rows("SELECT {v} FROM {pebble} ORDER BY {id}", {}, {wanted});
}

void keeps_parameters(Trial& trial, Kind kind) {
    trial.make_table(kind);
    const Values values = every_sample(trial, kind);
    for (std::size_t i = 0; i < values.size(); ++i)
        trial.insert(static_cast<std::int64_t>(i), values[i]);
    expect_same(trial, values, stored(trial, kind));
}

void keeps_prepared_parameters(Trial& trial, Kind kind) {
    trial.make_table(kind);
    const Values values = every_sample(trial, kind);
    {
        const auto insert = trial.connection().prepare(
            trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)"));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::array<Cell, 2> cells{Cell::integer(static_cast<std::int64_t>(i)),
                                            values[i].cell()};
            trial.report().equal(insert->execute(cells), 1U, "one row is inserted");
        }
    }
    const std::array<Kind, 1> wanted{kind};
    const auto select =
        trial.connection().prepare(trial.sql("SELECT {v} FROM {pebble} ORDER BY {id}"), wanted);
    select->query({});
    expect_same(trial, values, trial.read(*select));
}

class Numbered : public RowSource {
public:
    explicit Numbered(const Values& values) : values_(values) {}

    bool next(std::span<Cell> row) override {
        if (next_ == values_.size()) return false;
        row[0] = Cell::integer(static_cast<std::int64_t>(next_));
        row[1] = values_[next_++].cell();
        return true;
    }

private:
    const Values& values_;
    std::size_t next_ = 0;
};

void keeps_bulk_rows(Trial& trial, Kind kind) {
    trial.make_table(kind);
    const Values values = every_sample(trial, kind);
    Numbered source(values);
    const BulkInsert target{trial.sql("{pebble}"), {"id", "v"}, {Kind::integer, kind}};
    trial.report().equal(trial.connection().bulk_insert(target, source), values.size(),
                         "bulk_insert counts the rows");
    expect_same(trial, values, stored(trial, kind));
}

// What a caller gets who does not say what is wanted: the kind that columns() names.
void tells_the_kind(Trial& trial, Kind kind) {
    trial.make_table(kind);
    trial.insert(1, ordinary(kind));
    trial.insert(2, Value());
    const auto found =
        trial.connection().query({trial.sql("SELECT {v} FROM {pebble} ORDER BY {id}")});
    trial.report().require(found->columns().size() == 1, "columns() has one column");
    const Kind told = found->columns().front().kind;
    const std::vector<RowValues> rows = read_all(*found);
    trial.report().require(rows.size() == 2, "two rows come back");
    const Kind held = rows[0].front().kind();
    trial.report().check(told == Kind::any || held == told,
                         "a cell has the kind that columns() names: " + shown(told) + ", got " +
                             shown(held));
    trial.report().check(held != Kind::any && held != Kind::null, "a value has a kind");
    trial.report().check(rows[1].front().is_null(), "NULL is null whatever its column");
    if (held != kind)
        trial.report().hint("a column of kind " + shown(kind) + " is read as " + shown(held) +
                            " where nothing is wanted");
}

using Body = void (*)(Trial&, Kind);

void add_for_each_kind(std::vector<DriverCase>& cases, const std::string& name, Body body,
                       const DriverFacts& facts) {
    for (const Kind kind : column_kinds()) {
        const bool declared = facts.kinds.contains(kind);
        cases.push_back({name + '_' + std::string(to_string(kind)), [=](Trial& trial) {
                             if (!declared)
                                 Report::skip("the facts do not declare columns of kind " +
                                              shown(kind));
                             body(trial, kind);
                         }});
    }
}

void keeps_reals(Trial& trial, const Values& values) {
    trial.make_table(Kind::real);
    for (std::size_t i = 0; i < values.size(); ++i)
        trial.insert(static_cast<std::int64_t>(i), values[i]);
    expect_same(trial, values, stored(trial, Kind::real));
}

void keeps_infinite_reals(Trial& trial) {
    const double infinity = std::numeric_limits<double>::infinity();
    keeps_reals(trial, {Value(infinity), Value(-infinity)});
}

void keeps_not_a_number(Trial& trial) {
    keeps_reals(trial, {Value(std::nan(""))});
}

void keeps_infinite_times(Trial& trial) {
    std::int64_t number = 0;
    for (const Kind kind : {Kind::date, Kind::timestamp, Kind::timestamp_tz}) {
        trial.make_table(kind);
        const Values values{Value(Cell::number(kind, infinite_past)),
                            Value(Cell::number(kind, infinite_future))};
        for (const Value& value : values) trial.insert(++number, value);
        expect_same(trial, values, stored(trial, kind));
        trial.execute("DROP TABLE {pebble}");
    }
}

void tells_empty_text_from_null(Trial& trial) {
    trial.make_table(Kind::text);
    trial.insert(1, Value(""));
    trial.insert(2, Value());
    expect_same(trial, {Value(""), Value()}, stored(trial, Kind::text));
}

void keeps_text_with_nul_whole_or_refuses_it(Trial& trial) {
    trial.make_table(Kind::text);
    const std::string text("before\0after", 12);
    try {
        trial.insert(1, Value(text));
    } catch (const DatabaseError& error) {
        trial.report().check(error.kind() == DatabaseError::Kind::invalid_data,
                             "a NUL in a text is refused as invalid_data, not as " +
                                 std::string(to_string(error.kind())));
        trial.usable("after a text with NUL was refused");
        return;
    }
    expect_same(trial, {Value(text)}, stored(trial, Kind::text));
}

void keeps_values_apart_in_wide_rows(Trial& trial) {
    std::string columns = "{id} {:integer} NOT NULL PRIMARY KEY";
    std::string select = "{id}";
    std::vector<Kind> kinds{Kind::integer};
    for (const Kind kind : trial.facts().kinds) {
        const std::string name(to_string(kind));
        columns += ", {c_" + name + "} {:" + name + "}";
        select += ", {c_" + name + "}";
        kinds.push_back(kind);
    }
    trial.execute("CREATE TABLE {wide} (" + columns + ")");
    Values values{Value(7)};
    std::string parameters = trial.dialect().parameter(1);
    for (std::size_t i = 1; i < kinds.size(); ++i) {
        values.push_back(ordinary(kinds[i]));
        parameters += ", " + trial.dialect().parameter(i + 1);
    }
    trial.execute("INSERT INTO {wide} (" + select + ") VALUES (" + parameters + ")", values);
    const std::vector<RowValues> rows = trial.rows("SELECT " + select + " FROM {wide}", {}, kinds);
    trial.report().require(rows.size() == 1, "one row comes back");
    for (std::size_t i = 0; i < kinds.size(); ++i)
        trial.report().check(same_value(rows[0][i], values[i]),
                             "each column keeps its own value: expected " + shown(values[i]) +
                                 ", got " + shown(rows[0][i]));
}

} // namespace

Suite value_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases;
    const DriverFacts& facts = subject->facts;
    add_for_each_kind(cases, "keeps_parameters_of_kind", keeps_parameters, facts);
    add_for_each_kind(cases, "keeps_prepared_parameters_of_kind", keeps_prepared_parameters, facts);
    add_for_each_kind(cases, "keeps_bulk_rows_of_kind", keeps_bulk_rows, facts);
    add_for_each_kind(cases, "tells_the_kind_of_columns_of_kind", tells_the_kind, facts);
    cases.push_back({"keeps_infinite_reals", keeps_infinite_reals, Ability::infinite_reals});
    cases.push_back({"keeps_not_a_number", keeps_not_a_number, Ability::not_a_number});
    cases.push_back({"keeps_infinite_times", keeps_infinite_times, Ability::infinite_times});
    cases.push_back(
        {"tells_empty_text_from_null", tells_empty_text_from_null, Ability::empty_text});
    cases.push_back(
        {"keeps_text_with_nul_whole_or_refuses_it", keeps_text_with_nul_whole_or_refuses_it});
    cases.push_back({"keeps_values_apart_in_wide_rows", keeps_values_apart_in_wide_rows});
    return driver_cases("values", subject, std::move(cases));
}

} // namespace varve::testing
