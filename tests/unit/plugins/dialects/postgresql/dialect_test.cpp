#include "plugins/dialects/postgresql/dialect.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace {

using varve::Cell;
using varve::Kind;
using varve::Lasts;

const varve::postgresql::PostgresqlDialect dialect(150020, "15.20");

} // namespace

BOOST_AUTO_TEST_SUITE(postgresql_dialect)

BOOST_AUTO_TEST_CASE(writes_literals_that_mean_the_same_under_any_setting) {
    struct Case {
        Cell cell;
        const char* literal;
    };
    const varve::Interval interval{14, -3, -500'000};
    const varve::Uuid uuid{std::byte{0x12}, std::byte{0xab}};
    const std::array bytes{std::byte{0}, std::byte{255}};
    for (const Case& c : {
             Case{Cell(), "NULL"},
             Case{Cell::boolean(true), "TRUE"},
             Case{Cell::integer(-5), "-5"},
             Case{Cell::unsigned_integer(UINT64_MAX), "18446744073709551615"},
             Case{Cell::real(0.1), "0.1"},
             Case{Cell::real(NAN), "'NaN'::double precision"},
             Case{Cell::real(-INFINITY), "'-Infinity'::double precision"},
             Case{Cell::decimal("-12.340"), "-12.340"},
             Case{Cell::decimal("NaN"), "'NaN'::numeric"},
             Case{Cell::decimal("1; drop table t"), "'1; drop table t'::numeric"},
             Case{Cell::text("it's"), "'it''s'"},
             Case{Cell::text("a\\b'"), "E'a\\\\b'''"},
             Case{Cell::json("{}"), "'{}'"},
             Case{Cell::bytes(bytes), "E'\\\\x00ff'::bytea"},
             Case{Cell::date(0), "'1970-01-01'::date"},
             Case{Cell::date(-719163), "'0001-12-31 BC'::date"},
             Case{Cell::date(varve::infinite_future), "'infinity'::date"},
             Case{Cell::time(1), "'00:00:00.000001'::time"},
             Case{Cell::timestamp(-1), "'1969-12-31 23:59:59.999999'::timestamp"},
             Case{Cell::timestamp_tz(0), "'1970-01-01 00:00:00+00'::timestamptz"},
             Case{Cell::interval(interval), "'+14 mons -3 days -00:00:00.500000'::interval"},
             Case{Cell::uuid(uuid), "'12ab0000000000000000000000000000'::uuid"},
         })
        BOOST_TEST_CONTEXT(c.literal)
    BOOST_TEST(dialect.literal(c.cell) == c.literal);
    BOOST_CHECK_THROW(dialect.literal(Cell::text(std::string_view("a\0b", 3))),
                      varve::DatabaseError);
}

BOOST_AUTO_TEST_CASE(spells_types) {
    BOOST_TEST(dialect.column_type(Kind::text) == "text");
    BOOST_TEST(dialect.column_type(Kind::text, 20) == "varchar(20)");
    BOOST_TEST(dialect.column_type(Kind::bytes, 20) == "bytea");
    BOOST_TEST(dialect.column_type(Kind::timestamp_tz) == "timestamptz");
    BOOST_TEST(dialect.column_type(Kind::json) == "jsonb");
    BOOST_TEST(dialect.column_type(Kind::unsigned_integer) == "numeric(20)");
}

BOOST_AUTO_TEST_CASE(spells_transactions_and_timeouts) {
    using varve::Access;
    using varve::Isolation;
    BOOST_TEST(dialect.begin(Isolation::standard, Access::standard) == "BEGIN");
    BOOST_TEST(dialect.begin(Isolation::serializable, Access::read) ==
               "BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY");
    BOOST_TEST(dialect.set_lock_timeout(5000, Lasts::transaction).front() ==
               "SET LOCAL lock_timeout = 5000");
    BOOST_TEST(dialect.set_statement_timeout(0, Lasts::session).front() ==
               "SET statement_timeout = 0");
    BOOST_TEST(dialect.parameter(3) == "$3");
    BOOST_TEST(dialect.server() == "PostgreSQL 15.20");
}

BOOST_AUTO_TEST_CASE(looks_for_tables_where_they_would_be_made) {
    const std::string here = dialect.table_exists("", "it's");
    BOOST_TEST(here.find("current_schema()") != std::string::npos);
    BOOST_TEST(here.find("'it''s'") != std::string::npos);
    BOOST_TEST(dialect.table_exists("S", "t").find("n.nspname = 'S'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(canonical_form_ignores_looks) {
    BOOST_TEST(dialect.canonical("SELECT /* x */ a\n-- y\r, B") ==
               dialect.canonical("select A ,b"));
}

BOOST_AUTO_TEST_CASE(names_are_compared_as_the_server_folds_them) {
    BOOST_TEST(dialect.classify({"create table Public.\"A\"\"b\" (x int)"}).creates ==
               "public.A\"b");
    const std::string cut =
        dialect.classify({"create table " + std::string(70, 'x') + " ()"}).creates;
    BOOST_TEST(cut == std::string(63, 'x'));
}

BOOST_AUTO_TEST_CASE(rows_of_a_copy_count_as_they_stand) {
    const auto canonical = [](std::string_view sql) { return dialect.canonical(sql); };
    const std::string_view script = "COPY t FROM stdin;\nadmin -- one\n\\.\nSELECT 1;\n";
    BOOST_TEST(canonical(script) ==
               canonical("copy  T from STDIN; -- rows\r\nadmin -- one\r\n\\.\nselect 1;"));
    for (const std::string_view other : {"COPY t FROM stdin;\nadmin -- two\n\\.\nSELECT 1;\n",
                                         "COPY t FROM stdin;\nADMIN -- one\n\\.\nSELECT 1;\n",
                                         "COPY t FROM stdin;\nadmin  -- one\n\\.\nSELECT 1;\n"})
        BOOST_TEST(canonical(script) != canonical(other));
    BOOST_TEST(canonical("SELECT 'copy' FROM copy;") == "select 'copy' from copy ;");
}

BOOST_AUTO_TEST_CASE(does_not_overrule_a_database_that_was_made_read_only) {
    BOOST_TEST(dialect.begin(varve::Isolation::standard, varve::Access::write) == "BEGIN");
}

BOOST_AUTO_TEST_SUITE_END()
