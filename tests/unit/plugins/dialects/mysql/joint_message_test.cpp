#include "plugins/dialects/mysql/joint_message.hpp"

#include "plugins/dialects/mysql/dialect.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using varve::mysql::Answer;
using varve::mysql::JointMessage;

namespace {

struct Joined {
    std::size_t count;
    std::string text;
    std::vector<Answer> answers;
};

Joined joined(const std::vector<Statement>& statements, bool autocommits = true) {
    const mysql::MysqlDialect dialect(
        {.product = mysql::Server::Product::mariadb, .version = 101119});
    JointMessage message(dialect);
    const std::size_t count = message.join(statements, autocommits);
    return {count, message.text(), {message.answers().begin(), message.answers().end()}};
}

bool goes_by_itself(const Statement& statement) {
    return joined({statement}).count == 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(joint_message)

BOOST_AUTO_TEST_CASE(writes_parameters_into_the_text) {
    const Joined message =
        joined({{"SAVEPOINT a"},
                {"INSERT INTO `t?` VALUES (?, ?, ?)", {Value(7), Value("it's; \\"), Value()}},
                {"COMMIT -- now"}});
    BOOST_TEST(message.count == 3U);
    BOOST_TEST(message.text == "SAVEPOINT a;INSERT INTO `t?` VALUES (7, _utf8mb4 X'697427733b205c',"
                               " NULL);COMMIT");
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

BOOST_AUTO_TEST_CASE(asks_for_several_counts_in_one_row) {
    const Joined message = joined({{"SELECT COUNT(*) FROM a -- now"},
                                   {"SELECT COUNT(*) FROM b WHERE c = ?", {Value("?;")}},
                                   {"SELECT COUNT(*) FROM d"}});
    BOOST_TEST(message.text == "SELECT (SELECT COUNT(*) FROM a), (SELECT COUNT(*) FROM b WHERE c = "
                               "'?;'), (SELECT COUNT(*) FROM d)");
    BOOST_TEST((message.answers == std::vector{Answer::own, Answer::column, Answer::column}));
}

BOOST_AUTO_TEST_CASE(sets_several_settings_at_once) {
    const Joined message = joined({{"SET SESSION a = 1, b = 2"},
                                   {"SET SESSION c = ?", {Value(3)}},
                                   {"SET SESSION TRANSACTION READ ONLY"},
                                   {"SET @d = 4"},
                                   {"SET SESSION e = 5"}});
    BOOST_TEST(message.text == "SET SESSION a = 1, b = 2, SESSION c = 3;SET SESSION TRANSACTION "
                               "READ ONLY;SET @d = 4;SET SESSION e = 5");
    BOOST_TEST((message.answers ==
                std::vector{Answer::own, Answer::nothing, Answer::own, Answer::own, Answer::own}));
}

BOOST_AUTO_TEST_CASE(leaves_out_a_transaction_around_one_change) {
    const Joined message = joined({{"COMMIT"},
                                   {"START TRANSACTION READ WRITE"},
                                   {"DELETE FROM a"},
                                   {"COMMIT"},
                                   {"START TRANSACTION"},
                                   {"UPDATE a SET b = ?", {Value(1)}},
                                   {"COMMIT"}});
    BOOST_TEST(message.count == 7U);
    BOOST_TEST(message.text == "COMMIT;DELETE FROM a;UPDATE a SET b = 1");
    using enum Answer;
    BOOST_TEST((message.answers == std::vector{own, nothing, own, nothing, nothing, own, nothing}));
}

BOOST_AUTO_TEST_CASE(keeps_a_transaction_that_does_more_than_commit_one_change) {
    const auto keeps = [](const std::vector<Statement>& statements, bool autocommits = true) {
        std::string text;
        for (const Statement& statement : statements)
            text += (text.empty() ? "" : ";") + statement.text;
        BOOST_TEST(joined(statements, autocommits).text == text);
    };
    const Statement begin{"START TRANSACTION"};
    const Statement change{"DELETE FROM a"};
    const Statement commit{"COMMIT"};
    keeps({begin, change, change, commit});
    keeps({begin, change});
    keeps({begin, commit});
    keeps({begin, {"SELECT COUNT(*) FROM a"}, commit});
    keeps({{"START TRANSACTION READ ONLY"}, change, commit});
    keeps({begin, change, commit}, false);
    keeps({begin, begin, change, commit});
}

BOOST_AUTO_TEST_CASE(takes_a_probe_over_as_it_is) {
    const std::string probe = "SELECT CONCAT_WS('', CASE WHEN a = '?' THEN 'absent' END)";
    const Joined message =
        joined({{"COMMIT"}, {"INSERT INTO t VALUES (?, (" + probe + "))", {Value(1)}}, {"COMMIT"}});
    BOOST_TEST(message.text == "COMMIT;INSERT INTO t VALUES (1, (" + probe + "));COMMIT");
    BOOST_TEST(goes_by_itself({probe}));
    for (const char* const other : {";", "\\", "\""})
        BOOST_TEST(goes_by_itself({"INSERT INTO t VALUES ((" + probe + other + "))"}));
    BOOST_TEST(goes_by_itself({"INSERT INTO t VALUES ('(" + probe + ")')"}));
}

BOOST_AUTO_TEST_CASE(leaves_alone_what_could_be_read_in_another_way) {
    for (const char* const text :
         {"SELECT 1", "SELECT COUNT(*), b FROM t", "SELECT COUNT(*) + 0.5 FROM t",
          "SELECT COUNT(*) FROM t UNION TABLE u", "SET @a = RELEASE_LOCK('b')",
          "DELETE FROM t WHERE a = GET_LOCK('b', 0)", "CREATE TABLE t (id int)", "COMMIT; COMMIT",
          "DELETE FROM t RETURNING id", "INSERT INTO t VALUES ('\\')", "DELETE FROM \"t\"",
          "DELETE FROM t WHERE a = 'b", "SET /*!40101 NAMES utf8 */",
          "START TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET autocommit = 0", ""})
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
