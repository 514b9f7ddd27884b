#include "plugins/dialects/postgresql/decode.hpp"
#include "plugins/dialects/postgresql/encode.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace varve::postgresql;
using namespace std::string_literals;
using varve::Cell;
using varve::Kind;

// "kind value", or "refused", or "no decoder"
std::string decoded(Decode decode, std::string_view wire) {
    if (decode == nullptr) return "no decoder";
    std::string scratch;
    Cell cell;
    if (!decode(wire, scratch, cell)) return "refused";
    return std::string(varve::to_string(cell.kind())) + ' ' + varve::Value(cell).to_string();
}

std::string encoded(Oid type, Cell cell) {
    const EncodeBinary encode = binary_encoder(type, cell.kind());
    if (encode == nullptr) return "no encoder";
    std::string wire;
    return encode(wire, cell) ? wire : "refused";
}

struct Case {
    const char* name;
    Oid type;
    Kind wanted;
    std::string wire;
    const char* cell;
};

} // namespace

BOOST_AUTO_TEST_SUITE(cells)

BOOST_AUTO_TEST_CASE(reads_binary) {
    const Case cases[]{
        {"bool", type::boolean, Kind::any, "\1"s, "boolean true"},
        {"int2", type::int2, Kind::any, "\xFF\xFE"s, "integer -2"},
        {"int4", type::int4, Kind::integer, "\0\0\1\0"s, "integer 256"},
        {"int8", type::int8, Kind::any, "\x80\0\0\0\0\0\0\0"s, "integer -9223372036854775808"},
        {"oid", type::oid, Kind::any, "\xFF\xFF\xFF\xFF"s, "integer 4294967295"},
        {"int4 unsigned", type::int4, Kind::unsigned_integer, "\0\0\0\5"s, "unsigned_integer 5"},
        {"negative unsigned", type::int4, Kind::unsigned_integer, "\xFF\xFF\xFF\xFF"s, "refused"},
        {"wrong size", type::int4, Kind::any, "\0"s, "refused"},
        {"float4", type::float4, Kind::any, "\x3F\0\0\0"s, "real 0.5"},
        {"float8", type::float8, Kind::any, "\xBF\xE0\0\0\0\0\0\0"s, "real -0.5"},
        {"numeric", type::numeric, Kind::any, "\0\1\0\0\0\0\0\1\0\7"s, "decimal 7.0"},
        {"text", type::text, Kind::any, "ä'"s, "text ä'"},
        {"varchar as json", type::varchar, Kind::json, "{}"s, "json {}"},
        {"bytea", type::bytea, Kind::any, "\0\xFF"s, "bytes 00ff"},
        {"date", type::date, Kind::any, "\0\0\0\0"s, "date 2000-01-01"},
        {"infinite date", type::date, Kind::any, "\x7F\xFF\xFF\xFF"s, "date infinity"},
        {"time", type::time, Kind::any, "\0\0\0\0\0\0\0\1"s, "time 00:00:00.000001"},
        {"timestamp", type::timestamp, Kind::any, "\0\0\0\0\0\0\0\0"s,
         "timestamp 2000-01-01 00:00:00"},
        {"timestamptz", type::timestamptz, Kind::any, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s,
         "timestamp_tz 1999-12-31 23:59:59.999999Z"},
        {"-infinity", type::timestamp, Kind::any, "\x80\0\0\0\0\0\0\0"s, "timestamp -infinity"},
        {"too late", type::timestamp, Kind::any, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\0"s, "refused"},
        {"interval", type::interval, Kind::any, "\0\0\0\0\0\0\0\1\xFF\xFF\xFF\xFD\0\0\0\2"s,
         "interval P2M-3DT0.000001S"},
        {"uuid", type::uuid, Kind::any, "0123456789abcdef"s,
         "uuid 30313233-3435-3637-3839-616263646566"},
        {"json", type::json, Kind::any, "{}"s, "json {}"},
        {"jsonb", type::jsonb, Kind::any, "\1{}"s, "json {}"},
        {"jsonb as text", type::jsonb, Kind::text, "\1{}"s, "text {}"},
        {"jsonb of the future", type::jsonb, Kind::any, "\2{}"s, "refused"},
        {"an enum", 99999, Kind::any, "x"s, "no decoder"},
        {"text as integer", type::text, Kind::integer, "1"s, "no decoder"},
    };
    for (const Case& c : cases) BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(decoded(binary_decoder(c.type, c.wanted), c.wire) == c.cell);
}

BOOST_AUTO_TEST_CASE(reads_text) {
    const Case cases[]{
        {"bool", type::boolean, Kind::any, "t", "boolean true"},
        {"int as boolean", type::int4, Kind::boolean, "0", "boolean false"},
        {"word as boolean", type::text, Kind::boolean, "maybe", "refused"},
        {"int8", type::int8, Kind::any, "-9223372036854775808", "integer -9223372036854775808"},
        {"numeric as integer", type::numeric, Kind::integer, "12", "integer 12"},
        {"fraction as integer", type::numeric, Kind::integer, "12.5", "refused"},
        {"too great", type::numeric, Kind::integer, "9223372036854775808", "refused"},
        {"unsigned", type::numeric, Kind::unsigned_integer, "18446744073709551615",
         "unsigned_integer 18446744073709551615"},
        {"negative unsigned", type::int4, Kind::unsigned_integer, "-1", "refused"},
        {"float8", type::float8, Kind::any, "1e-300", "real 1e-300"},
        {"infinite", type::float8, Kind::any, "-Infinity", "real -inf"},
        {"numeric", type::numeric, Kind::any, "-12.340", "decimal -12.340"},
        {"numeric NaN", type::numeric, Kind::any, "NaN", "decimal NaN"},
        {"word as decimal", type::text, Kind::decimal, "x", "refused"},
        {"enum", 99999, Kind::any, "red", "text red"},
        {"bytea in hex", type::bytea, Kind::any, "\\x00fF", "refused"},
        {"bytea in lower hex", type::bytea, Kind::any, "\\x00ff", "bytes 00ff"},
        {"bytea in escapes", type::bytea, Kind::any, "a\\\\\\000b", "bytes 615c0062"},
        {"text as bytes", type::text, Kind::bytes, "ab", "bytes 6162"},
        {"date", type::date, Kind::any, "0001-01-01 BC", "date 0000-01-01"},
        {"date of another style", type::date, Kind::any, "01/02/2026", "refused"},
        {"time", type::time, Kind::any, "24:00:00", "time 24:00:00"},
        {"timestamp", type::timestamp, Kind::any, "2026-11-23 07:51:00",
         "timestamp 2026-11-23 07:51:00"},
        {"timestamptz", type::timestamptz, Kind::any, "2026-11-23 07:51:00+01",
         "timestamp_tz 2026-11-23 06:51:00Z"},
        {"interval", type::interval, Kind::any, "1 mon", "interval P1M0DT0S"},
        {"uuid", type::uuid, Kind::any, "30313233-3435-3637-3839-616263646566",
         "uuid 30313233-3435-3637-3839-616263646566"},
        {"text as uuid", type::text, Kind::uuid, "x", "refused"},
        {"jsonb", type::jsonb, Kind::any, "{}", "json {}"},
        {"integer as text", type::int4, Kind::text, "12", "text 12"},
    };
    for (const Case& c : cases) BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(decoded(text_decoder(c.type, c.wanted), c.wire) == c.cell);
}

BOOST_AUTO_TEST_CASE(writes_binary) {
    const varve::Interval interval{2, -3, 1};
    struct Pair {
        const char* name;
        Oid type;
        Cell cell;
        std::string wire;
    };
    const Pair cases[]{
        {"bool", type::boolean, Cell::boolean(true), "\1"s},
        {"int2", type::int2, Cell::integer(-2), "\xFF\xFE"s},
        {"too great for int2", type::int2, Cell::integer(40000), "refused"},
        {"int8", type::int8, Cell::unsigned_integer(1), "\0\0\0\0\0\0\0\1"s},
        {"too great for int8", type::int8, Cell::unsigned_integer(UINT64_MAX), "refused"},
        {"float8", type::float8, Cell::real(-0.5), "\xBF\xE0\0\0\0\0\0\0"s},
        {"numeric", type::numeric, Cell::decimal("7.0"), "\0\2\0\0\0\0\0\1\0\7\0\0"s},
        {"integer as numeric", type::numeric, Cell::integer(-7), "\0\1\0\0@\0\0\0\0\7"s},
        {"jsonb", type::jsonb, Cell::json("{}"), "\1{}"s},
        {"NUL in text", type::text, Cell::text(std::string_view("\0", 1)), "refused"},
        {"date", type::date, Cell::date(10957), "\0\0\0\0"s},
        {"infinite date", type::date, Cell::date(varve::infinite_past), "\x80\0\0\0"s},
        {"date beyond", type::date, Cell::date(INT64_MAX - 1), "refused"},
        {"timestamp", type::timestamp, Cell::timestamp(946684800000000), "\0\0\0\0\0\0\0\0"s},
        {"timestamp beyond", type::timestamp, Cell::timestamp(INT64_MIN + 1), "refused"},
        {"interval", type::interval, Cell::interval(interval),
         "\0\0\0\0\0\0\0\1\xFF\xFF\xFF\xFD\0\0\0\2"s},
        {"text for an integer", type::int4, Cell::text("1"), "no encoder"},
        {"text for an enum", 99999, Cell::text("red"), "no encoder"},
    };
    for (const Pair& c : cases) BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(encoded(c.type, c.cell) == c.wire);
}

BOOST_AUTO_TEST_CASE(parameters_are_binary_where_their_type_is_known) {
    const std::array bytes{std::byte{0}, std::byte{1}};
    const std::vector<Cell> cells{Cell::integer(-5), Cell::text("ä"), Cell(), Cell::bytes(bytes)};
    Parameters parameters;
    parameters.set(cells);
    BOOST_TEST(parameters.count() == 4);
    BOOST_TEST(parameters.types()[0] == type::int8);
    BOOST_TEST(parameters.formats()[0] == 1);
    BOOST_TEST(std::string(parameters.values()[0], 8) == "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFB"s);
    BOOST_TEST(parameters.types()[1] == 0U);
    BOOST_TEST(parameters.formats()[1] == 0);
    BOOST_TEST(parameters.values()[1] == "ä"s);
    BOOST_TEST(parameters.values()[2] == nullptr);
    BOOST_TEST(parameters.formats()[3] == 1);
    BOOST_TEST(parameters.lengths()[3] == 2);

    parameters.set(std::span(cells).subspan(3), std::array<Oid, 1>{type::text});
    BOOST_TEST(parameters.formats()[0] == 0);
    BOOST_TEST(parameters.values()[0] == "\\x0001"s);
    // What does not fit goes as text, for the server to say so.
    parameters.set(std::array{Cell::integer(70'000)}, std::array<Oid, 1>{type::int2});
    BOOST_TEST(parameters.formats()[0] == 0);
    BOOST_TEST(parameters.values()[0] == "70000"s);
    BOOST_CHECK_THROW(parameters.set(std::array{Cell::text(std::string_view("a\0", 2))}),
                      varve::DatabaseError);
}

BOOST_AUTO_TEST_SUITE_END()
