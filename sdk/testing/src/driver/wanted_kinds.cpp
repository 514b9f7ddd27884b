#include "driver/cases.hpp"
#include "driver/samples.hpp"

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

/// What comes of reading the only stored value as `wanted`: nothing where that is invalid_data.
std::optional<Value> read_as(Trial& trial, Kind wanted) {
    try {
        return trial.cell("SELECT {v} FROM {pebble}", wanted);
    } catch (const DatabaseError& error) {
        trial.report().check(error.kind() == DbKind::invalid_data,
                             "what cannot be had as " + shown(wanted) + " is invalid_data, not " +
                                 std::string(to_string(error.kind())) + ": " + error.what());
        return std::nullopt;
    }
}

void gives_what_is_wanted_or_invalid_data(Trial& trial, Kind stored) {
    trial.make_table(stored);
    trial.insert(1, ordinary(stored));
    for (const Kind wanted : column_kinds()) {
        const std::optional<Value> got = read_as(trial, wanted);
        if (got)
            trial.report().check(got->kind() == wanted, "a " + shown(stored) + " read as " +
                                                            shown(wanted) + " is one, but is " +
                                                            shown(*got));
    }
    trial.usable("after values were wanted in other kinds");
}

struct Conversion {
    std::string name;
    Value stored;
    Kind wanted;
    std::optional<Value> expected; ///< nothing: invalid_data
    bool may_refuse = false;       ///< invalid_data is right as well
};

Value unsigned_value(std::uint64_t number) {
    return Value(Cell::unsigned_integer(number));
}

std::vector<Conversion> conversions() {
    return {
        {"an_integer_as_text", Value(42), Kind::text, Value("42")},
        {"an_integer_as_real", Value(42), Kind::real, Value(42.0), true},
        {"an_integer_as_unsigned", Value(42), Kind::unsigned_integer, unsigned_value(42)},
        {"a_negative_integer_as_unsigned", Value(-1), Kind::unsigned_integer, {}},
        {"a_large_unsigned_as_integer", unsigned_value(~std::uint64_t{0}), Kind::integer, {}},
        {"one_as_boolean", Value(1), Kind::boolean, Value(true), true},
        {"two_as_boolean", Value(2), Kind::boolean, {}},
        {"a_fraction_as_integer", Value(1.5), Kind::integer, {}},
        {"a_large_real_as_integer", Value(1e300), Kind::integer, {}},
        {"a_decimal_as_text", Value(Cell::decimal("12.5")), Kind::text, Value("12.5")},
        {"a_decimal_fraction_as_integer", Value(Cell::decimal("12.5")), Kind::integer, {}},
        {"words_as_integer", Value("forty-two"), Kind::integer, {}},
        {"words_as_real", Value("forty-two"), Kind::real, {}},
        {"words_as_boolean", Value("perhaps"), Kind::boolean, {}},
        {"words_as_date", Value("some day"), Kind::date, {}},
        {"words_as_timestamp", Value("some day"), Kind::timestamp, {}},
        {"words_as_uuid", Value("not one"), Kind::uuid, {}},
        {"text_with_a_number_and_more_as_integer", Value("42 apples"), Kind::integer, {}},
    };
}

// A column may have a scale that every value is filled up to with zeros.
Value as_decimal(const Value& text) {
    return Value(Cell::decimal(text.to_string()));
}

void converts(Trial& trial, const Conversion& conversion) {
    trial.make_table(conversion.stored.kind());
    trial.insert(1, conversion.stored);
    const std::optional<Value> got = read_as(trial, conversion.wanted);
    if (!conversion.expected)
        trial.report().check(!got,
                             "this must be invalid_data, but gave " + shown(got.value_or(Value())));
    else if (!got)
        trial.report().check(conversion.may_refuse,
                             "this can be had: expected " + shown(*conversion.expected));
    else if (conversion.stored.kind() == Kind::decimal)
        trial.report().check(same_value(as_decimal(*got), as_decimal(*conversion.expected)),
                             "the number is the same: expected " + shown(*conversion.expected) +
                                 ", got " + shown(*got));
    else
        trial.report().equal(*got, *conversion.expected, "the value is the same");
}

// Perhaps in hexadecimal digits, but not as they are.
void gives_no_text_that_is_not_utf_8(Trial& trial) {
    const std::string not_utf_8 = "\xff\xfe";
    trial.make_table(Kind::bytes);
    trial.insert(1, Value(Cell::view(Kind::bytes, not_utf_8)));
    const std::optional<Value> got = read_as(trial, Kind::text);
    trial.report().check(!got || got->to_string() != not_utf_8, "a text is UTF-8");
}

void gives_null_whatever_is_wanted(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value());
    for (const Kind wanted : column_kinds()) {
        const std::optional<Value> got = read_as(trial, wanted);
        trial.report().check(got && got->is_null(), "NULL wanted as " + shown(wanted) + " is null");
    }
}

void refuses_a_wrong_number_of_wanted_kinds(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    const std::vector<std::vector<Kind>> lists{{Kind::integer},
                                               {Kind::integer, Kind::integer, Kind::integer}};
    for (const std::vector<Kind>& wanted : lists) {
        trial.fails(
            DbKind::misuse, [&] { trial.rows("SELECT {id}, {v} FROM {pebble}", {}, wanted); },
            "wanting " + std::to_string(wanted.size()) + " kinds of two columns");
        trial.fails(
            DbKind::misuse,
            [&] {
                const auto select =
                    trial.connection().prepare(trial.sql("SELECT {id}, {v} FROM {pebble}"), wanted);
                select->query({});
                read_all(*select);
            },
            "preparing with " + std::to_string(wanted.size()) + " kinds for two columns");
    }
    trial.usable("after wrong lists of kinds");
}

void leaves_alone_what_is_wanted_as_any(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    const auto rows = trial.rows("SELECT {id}, {v} FROM {pebble}", {}, {Kind::any, Kind::text});
    trial.report().require(rows.size() == 1, "one row comes back");
    trial.report().equal(rows[0][0], Value(1), "any of an integer column is an integer");
    trial.report().equal(rows[0][1], Value("10"), "text of an integer column is text");
}

} // namespace

Suite wanted_kind_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases;
    const auto declared = [&](Kind kind) { return subject->facts.kinds.contains(kind); };
    for (const Kind stored : column_kinds())
        if (declared(stored))
            cases.push_back(
                {"gives_what_is_wanted_or_invalid_data_from_" + std::string(to_string(stored)),
                 [stored](Trial& trial) { gives_what_is_wanted_or_invalid_data(trial, stored); }});
    for (const Conversion& conversion : conversions())
        if (declared(conversion.stored.kind()))
            cases.push_back({(conversion.expected ? "reads_" : "never_reads_") + conversion.name,
                             [conversion](Trial& trial) { converts(trial, conversion); }});
    cases.push_back({"gives_no_text_that_is_not_utf_8", gives_no_text_that_is_not_utf_8});
    cases.push_back({"gives_null_whatever_is_wanted", gives_null_whatever_is_wanted});
    cases.push_back(
        {"refuses_a_wrong_number_of_wanted_kinds", refuses_a_wrong_number_of_wanted_kinds});
    cases.push_back({"leaves_alone_what_is_wanted_as_any", leaves_alone_what_is_wanted_as_any});
    return driver_cases("wanted_kinds", subject, std::move(cases));
}

} // namespace varve::testing
