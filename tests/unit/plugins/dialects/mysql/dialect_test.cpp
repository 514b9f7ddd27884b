#include "plugins/dialects/mysql/dialect.hpp"

#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using mysql::MysqlDialect;
using mysql::Server;

namespace {

using enum Server::Product;

const MysqlDialect maria(Server{mariadb, 101119, "STRICT_TRANS_TABLES"});
const MysqlDialect oldest(Server{mysql, 50624, ""});
const MysqlDialect newest(Server{mysql, 80400, "STRICT_TRANS_TABLES"});

std::string first(const std::vector<std::string>& statements) {
    return statements.empty() ? "nothing" : statements.front();
}

std::size_t statements(const std::string& sql_mode, const std::string& script) {
    const Script split = MysqlDialect(Server{mysql, 50744, sql_mode}).split(script, 1);
    return split.problems.empty() ? split.statements.size() : 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(spelling)

BOOST_AUTO_TEST_CASE(names_the_server) {
    BOOST_TEST(maria.server() == "MariaDB 10.11.19");
    BOOST_TEST(oldest.server() == "MySQL 5.6.24");
    BOOST_TEST(maria.name() == "mysql");
}

BOOST_AUTO_TEST_CASE(writes_literals_that_do_not_depend_on_sql_mode) {
    BOOST_TEST(maria.literal(Cell::text("it's \"it\"")) == "'it''s \"it\"'");
    BOOST_TEST(maria.literal(Cell::text("\\'")) == "_utf8mb4 X'5c27'");
    BOOST_TEST(maria.literal(Cell::text(std::string_view("\0", 1))) == "_utf8mb4 X'00'");
    BOOST_TEST(maria.literal(Cell::real(0.5)) == "0.5e0");
    BOOST_TEST(maria.literal(Cell::timestamp_tz(0)) == "TIMESTAMP'1970-01-01 00:00:00'");
    BOOST_CHECK_THROW(maria.literal(Cell::decimal("1; DROP TABLE t")), DatabaseError);
    BOOST_CHECK_THROW(maria.literal(Cell::date(infinite_future)), DatabaseError);
}

BOOST_AUTO_TEST_CASE(keeps_keys_short_where_they_may_have_767_bytes_only) {
    BOOST_TEST(maria.column_type(Kind::text, 255) == "VARCHAR(255)");
    BOOST_TEST(oldest.column_type(Kind::text, 255) ==
               "VARCHAR(255) CHARACTER SET utf8 COLLATE utf8_bin");
    BOOST_TEST(oldest.column_type(Kind::text, 128) == "VARCHAR(128)");
    BOOST_TEST(oldest.column_type(Kind::json) == "LONGTEXT");
    BOOST_TEST(newest.column_type(Kind::json) == "JSON");
    BOOST_TEST(maria.column_type(Kind::text, 100'000) == "LONGTEXT");
}

BOOST_AUTO_TEST_CASE(refuses_names_in_documents_that_mariadb_does_not_find) {
    const std::vector<std::string> path{"home", "-city"};
    BOOST_CHECK_THROW(maria.json_value("d", path, Kind::text), DatabaseError);
    BOOST_CHECK_THROW(maria.json_set("d", path, "v"), DatabaseError);
    BOOST_TEST(newest.json_set("d", path, "v") ==
               "JSON_SET(d, '$.\"home\".\"-city\"', JSON_EXTRACT(v, '$'))");
}

BOOST_AUTO_TEST_CASE(limits_time_as_each_server_can) {
    BOOST_TEST(first(maria.set_lock_timeout(1, Lasts::session)) ==
               "SET SESSION innodb_lock_wait_timeout = 1, lock_wait_timeout = 1");
    BOOST_TEST(first(maria.set_lock_timeout(0, Lasts::session)) ==
               "SET SESSION innodb_lock_wait_timeout = 31536000, lock_wait_timeout = 31536000");
    BOOST_TEST(first(maria.set_lock_timeout(1, Lasts::transaction)) == "nothing");
    BOOST_TEST(first(maria.set_statement_timeout(250, Lasts::session)) ==
               "SET SESSION max_statement_time = 250 / 1000");
    BOOST_TEST(first(newest.set_statement_timeout(250, Lasts::session)) ==
               "SET SESSION max_execution_time = 250");
    BOOST_TEST(first(oldest.set_statement_timeout(250, Lasts::session)) == "nothing");
}

BOOST_AUTO_TEST_CASE(reads_scripts_by_the_modes_of_the_session) {
    BOOST_TEST(statements("", "SELECT 'a\\';b'; SELECT 1") == 2);
    BOOST_TEST(statements("NO_BACKSLASH_ESCAPES", "SELECT 'a\\'; SELECT 1") == 2);
    BOOST_TEST(statements("STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES", "SELECT 'a\\'; SELECT 1") ==
               2);
    BOOST_TEST(statements("", "SELECT 1 # a; comment\n; SELECT 5--2") == 2);
}

BOOST_AUTO_TEST_SUITE_END()
