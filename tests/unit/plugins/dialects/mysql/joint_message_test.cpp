#include "plugins/dialects/mysql/joint_message.hpp"

#include "plugins/dialects/mysql/dialect.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using varve::mysql::JointMessage;

namespace {

struct Joined {
    std::size_t count;
    std::string text;
};

Joined joined(const std::vector<Statement>& statements) {
    const mysql::MysqlDialect dialect(
        {.product = mysql::Server::Product::mariadb, .version = 101119});
    JointMessage message(dialect);
    const std::size_t count = message.join(statements);
    return {count, message.text()};
}

bool goes_by_itself(const Statement& statement) {
    return joined({statement}).count == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(joint_message)

BOOST_AUTO_TEST_CASE(writes_parameters_into_the_text) {
    const Joined message =
        joined({{"START TRANSACTION READ WRITE"},
                {"INSERT INTO `t?` VALUES (?, ?, ?)", {Value(7), Value("it's; \\"), Value()}},
                {"COMMIT -- now"}});
    BOOST_TEST(message.count == 3U);
    BOOST_TEST(message.text == "START TRANSACTION READ WRITE;INSERT INTO `t?` VALUES (7, _utf8mb4 "
                               "X'69742773"
                               "3b205c', NULL);COMMIT");
}

BOOST_AUTO_TEST_CASE(ends_before_what_goes_by_itself) {
    const Joined message = joined({{"COMMIT"}, {"SELECT 1"}, {"COMMIT"}});
    BOOST_TEST(message.count == 1U);
    BOOST_TEST(message.text == "COMMIT");
}

BOOST_AUTO_TEST_CASE(takes_counts_along) {
    const Joined message =
        joined({{"COMMIT"}, {"SELECT COUNT(*) FROM t WHERE a = ?", {Value("b")}}, {"COMMIT"}});
    BOOST_TEST(message.count == 3U);
    BOOST_TEST(message.text == "COMMIT;SELECT COUNT(*) FROM t WHERE a = 'b';COMMIT");
}

BOOST_AUTO_TEST_CASE(takes_a_probe_along_as_the_last) {
    const std::string probe = "SELECT CONCAT_WS('', CASE 1 WHEN 0 THEN 'absent' END)";
    const Joined message = joined({{"COMMIT"}, {probe}, {"COMMIT"}});
    BOOST_TEST(message.count == 2U);
    BOOST_TEST(message.text == "COMMIT;" + probe);
    BOOST_TEST(goes_by_itself({probe}));
    BOOST_TEST(joined({{"COMMIT"}, {probe + ";"}}).count == 1U);
    BOOST_TEST(joined({{"COMMIT"}, {.text = probe, .opaque = true}}).count == 1U);
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_could_be_read_in_another_way) {
    for (const char* const text :
         {"SELECT 1", "SELECT COUNT(*), b FROM t", "SELECT COUNT(*) + 0.5 FROM t",
          "SELECT COUNT(*) FROM t UNION TABLE u", "SET @a = RELEASE_LOCK('b')",
          "DELETE FROM t WHERE a = GET_LOCK('b', 0)", "CREATE TABLE t (id int)", "COMMIT; COMMIT",
          "DELETE FROM t RETURNING id", "INSERT INTO t VALUES ('\\')", "DELETE FROM \"t\"",
          "DELETE FROM t WHERE a = 'b", "SET /*!40101 NAMES utf8 */",
          "START TRANSACTION ISOLATION LEVEL SERIALIZABLE", ""})
        BOOST_TEST(goes_by_itself({text}), text);
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_is_shown_as_it_is) {
    BOOST_TEST(goes_by_itself({.text = "COMMIT", .opaque = true}));
    BOOST_TEST(!goes_by_itself({.text = "COMMIT"}));
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_has_too_few_parameters_or_too_many) {
    BOOST_TEST(goes_by_itself({"DELETE FROM t WHERE a = ?"}));
    BOOST_TEST(goes_by_itself({"DELETE FROM t WHERE a = ?", {Value(1), Value(2)}}));
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_mysql_cannot_hold) {
    const Value never(Cell::timestamp(infinite_future));
    const Joined message = joined({{"COMMIT"}, {"DELETE FROM t WHERE a = ?", {never}}});
    BOOST_TEST(message.count == 1U);
    BOOST_TEST(message.text == "COMMIT");
}

BOOST_AUTO_TEST_CASE(begins_another_message_where_one_is_full) {
    const std::string long_text(100'000, 'x');
    const Statement statement{"INSERT INTO t VALUES (?)", {Value(long_text)}};
    BOOST_TEST(joined({statement, statement, statement}).count == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
