#include "plugins/dialects/sqlite/ddl.hpp"
#include "plugins/dialects/sqlite/definitions.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using namespace varve::schema;

namespace {

std::string written(Object object) {
    const Change change{Create{std::move(object)}};
    std::string text;
    for (const std::string& one : sqlite::ddl({}, {&change, 1}))
        text += (text.empty() ? "" : "\n") + one;
    return text;
}

struct Case {
    const char *name, *sql, *written;
};

const std::vector<Case> tables{
    {"plain", "CREATE TABLE t(a,b int)", "CREATE TABLE t (\n    a,\n    b int\n)"},
    {"quotes", "CREATE TABLE \"a b\" ([x y] text, `from` int, \"q\"\"q\" blob, 'str' int)",
     "CREATE TABLE \"a b\" (\n    \"x y\" text,\n    \"from\" int,\n    \"q\"\"q\" blob,\n    str "
     "int\n)"},
    {"types",
     "CREATE TABLE t (a VARCHAR(10), b DECIMAL(10, 2), c DOUBLE PRECISION, d LONG INTEGER)",
     "CREATE TABLE t (\n    a VARCHAR(10),\n    b DECIMAL(10, 2),\n    c DOUBLE PRECISION,\n    d "
     "LONG INTEGER\n)"},
    {"defaults",
     "CREATE TABLE t (a DEFAULT 1, b DEFAULT -1.5, c DEFAULT 'x''y', d DEFAULT (1 + 2), e "
     "DEFAULT CURRENT_TIMESTAMP, f DEFAULT NULL, g DEFAULT x'00', h DEFAULT true NOT NULL)",
     "CREATE TABLE t (\n    a DEFAULT 1,\n    b DEFAULT -1.5,\n    c DEFAULT 'x''y',\n    d "
     "DEFAULT "
     "(1 + 2),\n    e DEFAULT CURRENT_TIMESTAMP,\n    f DEFAULT NULL,\n    g DEFAULT x'00',\n    h "
     "DEFAULT true NOT NULL\n)"},
    {"keys that count", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x INTEGER)",
     "CREATE TABLE t (\n    id INTEGER PRIMARY KEY AUTOINCREMENT,\n    x INTEGER\n)"},
    {"a key that counts, behind the columns",
     "CREATE TABLE t (id INTEGER, x int, PRIMARY KEY (id AUTOINCREMENT))",
     "CREATE TABLE t (\n    id INTEGER PRIMARY KEY AUTOINCREMENT,\n    x int\n)"},
    {"a key that is no row's number", "CREATE TABLE t (id INTEGER PRIMARY KEY DESC)",
     "CREATE TABLE t (\n    id INTEGER PRIMARY KEY DESC\n)"},
    {"a plain key", "CREATE TABLE t (id INTEGER PRIMARY KEY, CHECK (id > 0))",
     "CREATE TABLE t (\n    id INTEGER,\n    PRIMARY KEY (id),\n    CHECK (id > 0)\n)"},
    {"keys with terms",
     "CREATE TABLE t (a, b, CONSTRAINT k PRIMARY KEY (a DESC, b COLLATE NOCASE) ON CONFLICT "
     "REPLACE, UNIQUE (b, a)) WITHOUT ROWID",
     "CREATE TABLE t (\n    a,\n    b,\n    CONSTRAINT k PRIMARY KEY (a DESC, b COLLATE NOCASE) ON "
     "CONFLICT REPLACE,\n    UNIQUE (b, a)\n) WITHOUT ROWID"},
    {"columns that say much",
     "CREATE TABLE t (a TEXT COLLATE NOCASE NOT NULL ON CONFLICT IGNORE UNIQUE CHECK (a <> ')') "
     "DEFAULT 'x', b INT CONSTRAINT c CHECK (b IN (1, (2))) NULL)",
     "CREATE TABLE t (\n    a TEXT COLLATE NOCASE DEFAULT 'x' NOT NULL ON CONFLICT IGNORE,\n    b "
     "INT,\n    UNIQUE (a),\n    CHECK (a <> ')'),\n    CONSTRAINT c CHECK (b IN (1, (2)))\n)"},
    {"foreign keys",
     "CREATE TABLE t (a REFERENCES p, b REFERENCES p (x) ON DELETE SET NULL MATCH FULL, c, d, "
     "FOREIGN KEY (c, d) REFERENCES \"q q\" (x, y) ON UPDATE CASCADE DEFERRABLE INITIALLY "
     "DEFERRED, FOREIGN KEY (c) REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
     "CREATE TABLE t (\n    a,\n    b,\n    c,\n    d,\n    FOREIGN KEY (a) REFERENCES p,\n    "
     "FOREIGN KEY (b) REFERENCES p (x) ON DELETE SET NULL,\n    FOREIGN KEY (c, d) REFERENCES \"q "
     "q\" (x, y) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,\n    FOREIGN KEY (c) REFERENCES "
     "p\n)"},
    {"generated columns",
     "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c AS (a || ','), d int AS "
     "(a) VIRTUAL NOT NULL) STRICT, WITHOUT ROWID",
     "CREATE TABLE t (\n    a int,\n    b int AS (a * 2) STORED,\n    c AS (a || ',') VIRTUAL,\n   "
     " "
     "d int AS (a) VIRTUAL NOT NULL\n) STRICT, WITHOUT ROWID"},
    {"comments", "CREATE TABLE t ( -- one\n a int, /* two, ( */ b int -- three\n)",
     "CREATE TABLE t (\n    a int,\n    b int\n)"},
    {"constraints without commas", "CREATE TABLE t (a int, UNIQUE (a) CHECK (a > 0))",
     "CREATE TABLE t (\n    a int,\n    UNIQUE (a),\n    CHECK (a > 0)\n)"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(definitions)

BOOST_AUTO_TEST_CASE(tables_are_read_and_written_with_all_that_they_say) {
    for (const Case& one : tables) BOOST_TEST_CONTEXT(one.name) {
            BOOST_TEST(written(sqlite::table_of(one.sql)) == one.written);
            BOOST_TEST(written(sqlite::table_of(one.written)) == one.written);
        }
}

BOOST_AUTO_TEST_CASE(indexes_are_read_and_written) {
    const auto index = [](const char* sql) {
        return written(PartOf<Index>{{"", "t"}, sqlite::index_of(sql)});
    };
    BOOST_TEST(index("CREATE UNIQUE INDEX i ON t(a, lower(b) DESC, \"c c\" COLLATE NOCASE ASC) "
                     "WHERE a > 0") ==
               "CREATE UNIQUE INDEX i ON t (a, lower(b) DESC, \"c c\" COLLATE NOCASE) WHERE a > 0");
    BOOST_TEST(index("CREATE INDEX IF NOT EXISTS \"i i\" ON \"t\" (a || ',' || b)") ==
               "CREATE INDEX \"i i\" ON t (a || ',' || b)");
}

BOOST_AUTO_TEST_CASE(views_are_read_and_written) {
    BOOST_TEST(written(sqlite::view_of("CREATE VIEW v AS SELECT 1 AS x")) ==
               "CREATE VIEW v AS SELECT 1 AS x");
    BOOST_TEST(written(sqlite::view_of("CREATE VIEW \"v v\"(a, \"b\") as WITH x AS (SELECT 1) "
                                       "SELECT * FROM x, x")) ==
               "CREATE VIEW \"v v\" (a, \"b\") AS WITH x AS (SELECT 1) SELECT * FROM x, x");
}

BOOST_AUTO_TEST_CASE(a_foreign_key_is_written_with_its_table) {
    const Constraint key{.rule = ForeignKey{{"a"}, {"", "p"}, {}}};
    const std::vector<Change> changes{
        {Create{Table{.name = {"", "t"}, .columns = {{.name = "a"}}}}},
        {Create{PartOf<Constraint>{{"", "t"}, key}}}};
    const std::vector<std::string> expected{
        "CREATE TABLE t (\n    a,\n    FOREIGN KEY (a) REFERENCES p\n)"};
    BOOST_TEST(sqlite::ddl({}, changes) == expected, boost::test_tools::per_element());
    BOOST_CHECK_THROW(sqlite::ddl({}, {&changes[1], 1}), Error); // of a table that is not there
}

BOOST_AUTO_TEST_SUITE_END()
