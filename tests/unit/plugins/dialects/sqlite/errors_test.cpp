#include "plugins/dialects/sqlite/errors.hpp"

#include "plugins/dialects/sqlite/diagnosis.hpp"
#include "sample.hpp"
#include "support/temp_dir.hpp"

#include <boost/test/unit_test.hpp>
#include <sqlite3.h>

using namespace varve;
using DbKind = DatabaseError::Kind;

namespace {

DatabaseError::Facts failure(Connection& connection, const char* sql) {
    try {
        connection.execute(sql);
    } catch (const DatabaseError& error) {
        return error.facts();
    }
    BOOST_ERROR("no error came of " << sql);
    return {};
}

std::unique_ptr<Connection> with_tables() {
    auto connection = sqlite::test::in_memory();
    connection->execute("CREATE TABLE parent (id INTEGER PRIMARY KEY, n INTEGER NOT NULL UNIQUE)");
    connection->execute(
        "CREATE TABLE child (id INTEGER REFERENCES parent, n INTEGER CHECK (n > 0))");
    connection->execute("CREATE TABLE strict_one (n INTEGER) STRICT");
    connection->execute("CREATE TRIGGER refuse BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, "
                        "'parents stay'); END");
    connection->execute("INSERT INTO parent VALUES (1, 1)");
    return connection;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sqlite_errors)

BOOST_AUTO_TEST_CASE(have_a_kind) {
    struct Case {
        const char* sql;
        DbKind kind;
        int code;
    };
    const auto connection = with_tables();
    for (const Case& c : {
             Case{"SELEC 1", DbKind::syntax, SQLITE_ERROR},
             Case{"SELECT (1", DbKind::syntax, SQLITE_ERROR},
             Case{"SELECT 'x", DbKind::syntax, SQLITE_ERROR},
             Case{"SELECT * FROM nowhere", DbKind::undefined_object, SQLITE_ERROR},
             Case{"SELECT missing FROM parent", DbKind::undefined_object, SQLITE_ERROR},
             Case{"SELECT missing()", DbKind::undefined_object, SQLITE_ERROR},
             Case{"INSERT INTO parent (missing) VALUES (1)", DbKind::undefined_object,
                  SQLITE_ERROR},
             Case{"DROP INDEX missing", DbKind::undefined_object, SQLITE_ERROR},
             Case{"CREATE TABLE nowhere.a (b)", DbKind::undefined_object, SQLITE_ERROR},
             Case{"CREATE TABLE parent (id)", DbKind::duplicate_object, SQLITE_ERROR},
             Case{"ALTER TABLE parent ADD COLUMN n", DbKind::duplicate_object, SQLITE_ERROR},
             Case{"ALTER TABLE parent RENAME TO child", DbKind::duplicate_object, SQLITE_ERROR},
             Case{"COMMIT", DbKind::misuse, SQLITE_ERROR},
             Case{"INSERT INTO parent VALUES (2, 1)", DbKind::unique_violation,
                  SQLITE_CONSTRAINT_UNIQUE},
             Case{"INSERT INTO parent VALUES (1, 2)", DbKind::unique_violation,
                  SQLITE_CONSTRAINT_PRIMARYKEY},
             Case{"INSERT INTO parent VALUES (2, NULL)", DbKind::not_null_violation,
                  SQLITE_CONSTRAINT_NOTNULL},
             Case{"INSERT INTO child VALUES (9, 1)", DbKind::foreign_key_violation,
                  SQLITE_CONSTRAINT_FOREIGNKEY},
             Case{"INSERT INTO child VALUES (1, 0)", DbKind::check_violation,
                  SQLITE_CONSTRAINT_CHECK},
             Case{"DELETE FROM parent", DbKind::check_violation, SQLITE_CONSTRAINT_TRIGGER},
             Case{"INSERT INTO strict_one VALUES ('x')", DbKind::invalid_data,
                  SQLITE_CONSTRAINT_DATATYPE},
             Case{"INSERT INTO parent VALUES ('x', 2)", DbKind::invalid_data, SQLITE_MISMATCH},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const DatabaseError::Facts facts = failure(*connection, c.sql);
            BOOST_TEST(to_string(facts.kind) == to_string(c.kind));
            BOOST_TEST(facts.native_code == c.code);
            BOOST_TEST(facts.statement == c.sql);
        }
}

BOOST_AUTO_TEST_CASE(say_where_in_the_statement) {
    const auto connection = sqlite::test::in_memory();
    const DatabaseError::Facts facts = failure(*connection, "SELECT 'é', FROM x");
    BOOST_TEST((facts.position == 13U));
}

BOOST_AUTO_TEST_CASE(show_no_literal_of_a_value) {
    const auto connection = with_tables();
    const DatabaseError::Facts facts =
        failure(*connection, "INSERT INTO parent VALUES (1, 987654)");
    BOOST_TEST(facts.message.find("987654") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tell_a_full_database) {
    const auto connection = sqlite::test::in_memory();
    connection->execute("CREATE TABLE a (b)");
    connection->execute("PRAGMA max_page_count = 10");
    const DatabaseError::Facts facts =
        failure(*connection, "INSERT INTO a VALUES (zeroblob(1000000))");
    BOOST_TEST((facts.kind == DbKind::disk_full));
    BOOST_TEST(facts.hint.find("free some space") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(tell_a_damaged_file) {
    const varve::test::TempDir folder;
    const std::string file = (folder / "a.db").string();
    {
        const auto connection = sqlite::test::connect("sqlite://" + file);
        connection->execute("CREATE TABLE a (b)");
        connection->execute("INSERT INTO a VALUES (zeroblob(100000))");
    }
    std::string bytes = varve::test::read_file(file);
    bytes.replace(4096, 4096, 4096, '\xff');
    varve::test::write_file(file, bytes);
    const auto connection = sqlite::test::connect("sqlite://" + file);
    const DatabaseError::Facts facts = failure(*connection, "SELECT * FROM a");
    BOOST_TEST(facts.native_code % 256 == SQLITE_CORRUPT);
    BOOST_TEST(facts.detail.find(file) != std::string::npos);
    BOOST_TEST(facts.hint.find("restore a backup, or have 'varve doctor' show") !=
               std::string::npos);
    const Diagnosis diagnosis =
        sqlite::explain_refusal(DatabaseError(facts), {.url = Url::parse("sqlite://" + file)});
    BOOST_TEST(diagnosis.command.starts_with("sqlite3 " + file + " .dump | "), diagnosis.command);
}

BOOST_AUTO_TEST_CASE(tell_a_snapshot_that_is_too_old) {
    const varve::test::TempDir folder;
    const std::string url = "sqlite://" + (folder / "a.db").string();
    const auto first = sqlite::test::connect(url);
    first->execute("PRAGMA journal_mode = WAL");
    first->execute("CREATE TABLE a (b)");
    const auto second = sqlite::test::connect(url);
    first->execute("BEGIN");
    first->execute("SELECT * FROM a");
    second->execute("INSERT INTO a VALUES (1)");
    BOOST_TEST((failure(*first, "INSERT INTO a VALUES (2)").kind == DbKind::serialization));
    first->execute("ROLLBACK");
}

BOOST_AUTO_TEST_SUITE_END()
