#include "plugins/dialects/mysql/session_changes.hpp"

#include <boost/test/unit_test.hpp>

using varve::mysql::SessionChanges;

namespace {

SessionChanges after(std::initializer_list<const char*> statements) {
    SessionChanges changes;
    for (const char* const statement : statements) changes.see(statement);
    return changes;
}

using Names = std::set<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(what_statements_leave_in_a_session)

BOOST_AUTO_TEST_CASE(settings_are_seen_by_how_a_statement_begins) {
    for (const char* const text : {"SET sql_mode = ''", "  set names latin1", "USE other",
                                   "CALL p()", "/*!40101 SET NAMES utf8 */", "# why\nSET @a = 1"})
        BOOST_TEST(after({text}).settings(), text);
    for (const char* const text :
         {"SELECT 1", "UPDATE t SET a = 1", "", "/* SET a = 1 */ SELECT 1"})
        BOOST_TEST(!after({text}).settings(), text);
}

BOOST_AUTO_TEST_CASE(limits_alone_are_known_by_name) {
    const SessionChanges changes =
        after({"SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 5",
               "SET SESSION max_statement_time = 0 / 1000"});
    BOOST_TEST(!changes.settings());
    BOOST_TEST((changes.limits() ==
                Names{"innodb_lock_wait_timeout", "lock_wait_timeout", "max_statement_time"}));
    for (const char* const text :
         {"SET SESSION lock_wait_timeout = 5, sql_mode = ''", "SET lock_wait_timeout = 5",
          "SET SESSION lock_wait_timeout = @a", "SET SESSION lock_wait_timeout = 5 + f()"})
        BOOST_TEST(after({text}).settings(), text);
}

BOOST_AUTO_TEST_CASE(temporary_tables_are_known_as_they_were_written) {
    const SessionChanges changes = after(
        {"CREATE TEMPORARY TABLE a (id int)", "create or replace temporary table `b b` (id int)",
         "CREATE TEMPORARY TABLE IF NOT EXISTS other.c LIKE d", "CREATE TABLE e (id int)"});
    BOOST_TEST((changes.temporary_tables() == Names{"a", "`b b`", "other.c"}));
}

BOOST_AUTO_TEST_CASE(variables_are_all_that_are_named_outside_texts) {
    const SessionChanges changes =
        after({"SET @a = 1, @b=2", "SELECT @c:=1, '@d', @@e INTO @f", "CALL p(@`g g`) -- @h"});
    BOOST_TEST((changes.variables() == Names{"@a", "@b", "@c", "@f", "@`g g`"}));
}

BOOST_AUTO_TEST_SUITE_END()
