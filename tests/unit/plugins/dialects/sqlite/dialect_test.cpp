#include "plugins/dialects/sqlite/dialect.hpp"

#include "sample.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cmath>
#include <limits>

using namespace varve;
using varve::sqlite::SqliteDialect;

namespace {

const SqliteDialect dialect;

std::vector<std::string> split(std::string_view script) {
    std::vector<std::string> texts;
    for (const ScriptStatement& statement : dialect.split(script, 1).statements)
        texts.push_back(statement.text);
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_dialect)

BOOST_AUTO_TEST_CASE(splits_as_sqlite_does) {
    struct Case {
        const char* name;
        const char* script;
        Texts statements;
    };
    const Case cases[]{
        {"a trigger",
         "create trigger t after insert on a begin select 1; select 2; end; select 3",
         {"create trigger t after insert on a begin select 1; select 2; end", "select 3"}},
        {"a temporary trigger",
         "CREATE TEMP TRIGGER t BEGIN SELECT 1; END;SELECT 2;",
         {"CREATE TEMP TRIGGER t BEGIN SELECT 1; END", "SELECT 2"}},
        {"an explained trigger",
         "explain query plan create trigger t begin select 1; end; select 2",
         {"explain query plan create trigger t begin select 1; end", "select 2"}},
        {"CASE … END in a trigger",
         "create trigger t begin select case 1 when 1 then 2 end; end; select 1",
         {"create trigger t begin select case 1 when 1 then 2 end; end", "select 1"}},
        {"a comment before the semicolon of a trigger",
         "create trigger t begin x; end /* ; */ ; y",
         {"create trigger t begin x; end", "y"}},
        {"a table that is called trigger",
         "create table trigger(a); select 1",
         {"create table trigger(a)", "select 1"}},
        {"BEGIN is a statement of its own", "begin; select 1; end;", {"begin", "select 1", "end"}},
        {"brackets and backticks",
         "select [a;b], `c;``d`, \"e;\"\"f\"; x",
         {"select [a;b], `c;``d`, \"e;\"\"f\"", "x"}},
        {"a backtick straight after an operator", "select 1+`a;b`; x", {"select 1+`a;b`", "x"}},
        {"a variable with anything in parentheses",
         "select $a::b(c;d); x",
         {"select $a::b(c;d)", "x"}},
        {"a comment that never ends", "select 1; /* ; select 2", {"select 1"}},
        {"a byte order mark between files",
         "\xEF\xBB\xBF"
         "select 1;\n\xEF\xBB\xBF"
         "select 2",
         {"select 1", "select 2"}},
        {"nothing but semicolons", ";; -- ;\n;", {}},
    };
    for (const Case& c : cases) BOOST_TEST_CONTEXT(c.name)
    BOOST_TEST(split(c.script) == c.statements, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(says_which_trigger_is_not_closed) {
    const Script script =
        dialect.split("select 1;\ncreate trigger t begin select 1;\nselect 2;\n", 1);
    BOOST_TEST_REQUIRE(script.problems.size() == 1U);
    BOOST_TEST(script.problems.front().line == 2U);
    BOOST_TEST(dialect.split("create trigger t begin select 1; end", 1).problems.empty());
    BOOST_TEST(dialect.split("select 'x", 1).problems.size() == 1U);
}

BOOST_AUTO_TEST_CASE(writes_literals_that_come_back) {
    const auto connection = sqlite::test::in_memory();
    const std::string with_nul("a'\0b", 4);
    const Value values[]{
        Value(true),
        Value(std::numeric_limits<std::int64_t>::min()),
        Value(std::numeric_limits<std::int64_t>::max()),
        Value(1.0),
        Value(1e300),
        Value(-std::numeric_limits<double>::infinity()),
        Value("it's"),
        Value(with_nul),
        Value(Cell::view(Kind::bytes, with_nul)),
        Value(Cell::decimal("12.340")),
        Value(Cell::date(19'782)),
        Value(Cell::time(1)),
        Value(Cell::timestamp(-1)),
        Value(Cell::timestamp_tz(1'700'000'000'123'456)),
        Value(Cell::interval({1, 2, 3})),
        Value(Cell::uuid(Uuid{std::byte{1}})),
        Value(Cell::json("{}")),
        Value(),
    };
    for (const Value& value : values)
        BOOST_TEST_CONTEXT(value.to_string() << " as " << dialect.literal(value.cell())) {
            const Kind kind = value.is_null() ? Kind::any : value.kind();
            const std::string select = "SELECT " + dialect.literal(value.cell());
            BOOST_TEST((sqlite::test::answer(*connection, select, kind) == value));
        }
    BOOST_CHECK_THROW(dialect.literal(Cell::real(std::nan(""))), DatabaseError);
    BOOST_CHECK_THROW(dialect.literal(Cell::unsigned_integer(~std::uint64_t{0})), DatabaseError);
}

BOOST_AUTO_TEST_CASE(spells_what_is_its_own) {
    BOOST_TEST(dialect.parameter(3) == "?3");
    BOOST_TEST(dialect.begin(Isolation::serializable, Access::write) == "BEGIN IMMEDIATE");
    BOOST_TEST(dialect.begin(Isolation::standard, Access::read) == "BEGIN");
    BOOST_TEST(dialect.column_type(Kind::decimal, 10) == "TEXT");
    BOOST_TEST(dialect.column_type(Kind::unsigned_integer) == "INTEGER");
    BOOST_TEST(dialect.table_options() == " WITHOUT ROWID");
    BOOST_TEST(!dialect.supports(Feature::namespaces));
    BOOST_TEST(dialect.supports(Feature::transactional_ddl));
    BOOST_TEST(dialect.set_statement_timeout(100, Lasts::session).empty());
    const Texts unlimited{"PRAGMA busy_timeout = 2147483647"};
    BOOST_TEST(dialect.set_lock_timeout(0, Lasts::session) == unlimited);
}

BOOST_AUTO_TEST_CASE(tells_the_time_to_the_millisecond) {
    using namespace std::chrono;
    const auto connection = sqlite::test::in_memory();
    const auto now = [] {
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    };
    for (int i = 0; i < 50; ++i) {
        const std::int64_t before = now();
        const std::int64_t told =
            sqlite::test::answer(*connection, "SELECT " + dialect.clock_milliseconds())
                .cell()
                .as_integer();
        BOOST_TEST(before <= told);
        BOOST_TEST(told <= now());
    }
}

BOOST_AUTO_TEST_CASE(finds_tables_whatever_their_case) {
    const auto connection = sqlite::test::in_memory();
    connection->execute("CREATE TABLE \"It's\" (a)");
    connection->execute("CREATE VIEW seen AS SELECT 1");
    connection->execute("ATTACH ':memory:' AS other");
    const auto exists = [&](const char* schema, const char* table) {
        return sqlite::test::answer(*connection, dialect.table_exists(schema, table), Kind::boolean)
            .cell()
            .as_boolean();
    };
    BOOST_TEST(exists("", "it's"));
    BOOST_TEST(exists("main", "It's"));
    BOOST_TEST(!exists("other", "It's"));
    BOOST_TEST(!exists("", "seen"));
}

BOOST_AUTO_TEST_SUITE_END()
