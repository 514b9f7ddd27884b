#include "sample.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

using namespace varve;
using sqlite::test::answer;
using sqlite::test::in_memory;
using DbKind = DatabaseError::Kind;

namespace {

Uuid uuid() {
    Uuid value{};
    for (std::size_t i = 0; i < value.size(); ++i) value[i] = static_cast<std::byte>(i * 17);
    return value;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_values)

BOOST_AUTO_TEST_CASE(gives_what_is_wanted) {
    struct Case {
        const char* expression;
        Kind wanted;
        Value value;
    };
    const auto connection = in_memory();
    const std::array bytes{std::byte{0}, std::byte{255}};
    const Case cases[]{
        {"7", Kind::any, Value(7)},
        {"7.5", Kind::any, Value(7.5)},
        {"'x'", Kind::any, Value("x")},
        {"x'00ff'", Kind::any, Value(Cell::bytes(bytes))},
        {"NULL", Kind::integer, Value()},
        {"9223372036854775807", Kind::integer, Value(std::numeric_limits<std::int64_t>::max())},
        {"7.0", Kind::integer, Value(7)},
        {"'7'", Kind::integer, Value(7)},
        {"1", Kind::boolean, Value(true)},
        {"'False'", Kind::boolean, Value(false)},
        {"7", Kind::unsigned_integer, Value(Cell::unsigned_integer(7))},
        {"'18446744073709551615'", Kind::unsigned_integer, Value(Cell::unsigned_integer(~0ULL))},
        {"7", Kind::real, Value(7.0)},
        {"'1e3'", Kind::real, Value(1000.0)},
        {"0.1", Kind::decimal, Value(Cell::decimal("0.1"))},
        {"1e21", Kind::decimal, Value(Cell::decimal("1000000000000000000000"))},
        {"9e999", Kind::decimal, Value(Cell::decimal("Infinity"))},
        {"'-12.340'", Kind::decimal, Value(Cell::decimal("-12.340"))},
        {"42", Kind::text, Value("42")},
        {"'x'", Kind::bytes, Value(Cell::view(Kind::bytes, "x"))},
        {"'00112233-4455-6677-8899-AABBCCDDEEFF'", Kind::uuid, Value(Cell::uuid(uuid()))},
        {"x'00112233445566778899AABBCCDDEEFF'", Kind::uuid, Value(Cell::uuid(uuid()))},
        {"'2024-02-29'", Kind::date, Value(Cell::date(19'782))},
        {"60", Kind::timestamp, Value(Cell::timestamp(60'000'000))},
        {"julianday('1970-01-01 06:00')", Kind::timestamp_tz,
         Value(Cell::timestamp_tz(21'600'000'000))},
        {"'P1M'", Kind::interval, Value(Cell::interval({1, 0, 0}))},
        {"'[1]'", Kind::json, Value(Cell::json("[1]"))},
        {"12", Kind::json, Value(Cell::json("12"))},
    };
    for (const Case& c : cases) {
        BOOST_TEST_CONTEXT(c.expression << " as " << to_string(c.wanted)) {
            const Value got = answer(*connection, std::string("SELECT ") + c.expression, c.wanted);
            BOOST_TEST((got == c.value), "got " << got.to_string());
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_what_is_wanted) {
    struct Case {
        const char* expression;
        Kind wanted;
    };
    const auto connection = in_memory();
    for (const Case& c : {
             Case{"'12abc'", Kind::integer},
             Case{"7.5", Kind::integer},
             Case{"9223372036854775808.0", Kind::integer},
             Case{"x'31'", Kind::integer},
             Case{"2", Kind::boolean},
             Case{"'maybe'", Kind::boolean},
             Case{"-1", Kind::unsigned_integer},
             Case{"'-1'", Kind::unsigned_integer},
             Case{"-1.0", Kind::unsigned_integer},
             Case{"''", Kind::real},
             Case{"'1,5'", Kind::decimal},
             Case{"'.'", Kind::decimal},
             Case{"'1e5'", Kind::decimal},
             Case{"x'31'", Kind::text},
             Case{"1", Kind::bytes},
             Case{"x'00'", Kind::uuid},
             Case{"'00112233-4455-6677-8899-AABBCCDDEE'", Kind::uuid},
             Case{"'2024-02-30'", Kind::date},
             Case{"x'31'", Kind::timestamp},
             Case{"7", Kind::interval},
             Case{"7", Kind::null},
         })
        BOOST_TEST_CONTEXT(c.expression << " as " << to_string(c.wanted)) {
            const std::string sql = std::string("SELECT ") + c.expression + " AS here";
            BOOST_CHECK_EXCEPTION(
                answer(*connection, sql, c.wanted), DatabaseError, [](const DatabaseError& error) {
                    return error.kind() == DbKind::invalid_data &&
                           std::string(error.what()).find("'here'") != std::string::npos;
                });
        }
}

BOOST_AUTO_TEST_CASE(stores_values_as_people_would_read_them) {
    struct Case {
        Value value;
        const char* stored;
    };
    const auto connection = in_memory();
    for (const Case& c : {
             Case{Value(true), "integer 1"},
             Case{Value(Cell::unsigned_integer(7)), "integer 7"},
             Case{Value(Cell::decimal("12.340")), "text 12.340"},
             Case{Value(Cell::date(19'782)), "text 2024-02-29"},
             Case{Value(Cell::time(1)), "text 00:00:00.000001"},
             Case{Value(Cell::timestamp(0)), "text 1970-01-01 00:00:00.000000"},
             Case{Value(Cell::timestamp_tz(0)), "text 1970-01-01 00:00:00.000000+00:00"},
             Case{Value(Cell::uuid(uuid())), "text 00112233-4455-6677-8899-aabbccddeeff"},
             Case{Value(Cell::interval({1, 2, 3})), "text P1M2DT0.000003S"},
             Case{Value(""), "text "},
             Case{Value(Cell::view(Kind::bytes, "")), "blob "},
             Case{Value(), "null "},
         })
        BOOST_TEST_CONTEXT(c.stored) {
            const auto row =
                connection->query_row({"SELECT typeof(?1) || ' ' || coalesce(?1, '')", {c.value}});
            BOOST_TEST(row.front().to_string() == c.stored);
        }
}

BOOST_AUTO_TEST_CASE(refuses_values_that_sqlite_cannot_hold) {
    const auto connection = in_memory();
    for (const Value& value :
         {Value(Cell::unsigned_integer(std::uint64_t{1} << 63U)), Value(std::nan("")),
          Value(Cell::date(2'932'897)), Value(Cell::time(-1))})
        BOOST_TEST_CONTEXT(value.to_string())
    BOOST_CHECK_EXCEPTION(
        connection->execute({"SELECT ?1", {value}}), DatabaseError,
        [](const DatabaseError& error) { return error.kind() == DbKind::invalid_data; });
}

BOOST_AUTO_TEST_CASE(reads_databases_in_utf_16) {
    const auto connection = in_memory();
    connection->execute("PRAGMA encoding = 'UTF-16'");
    connection->execute("CREATE TABLE a (b TEXT)");
    connection->execute({"INSERT INTO a VALUES (?1)", {Value("日本 😀")}});
    BOOST_TEST((answer(*connection, "SELECT b FROM a", Kind::text) == Value("日本 😀")));
}

BOOST_AUTO_TEST_SUITE_END()
