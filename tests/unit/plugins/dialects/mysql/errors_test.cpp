#include "plugins/dialects/mysql/errors.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve::mysql;
using Kind = varve::DatabaseError::Kind;

BOOST_AUTO_TEST_SUITE(errors_of_a_server)

BOOST_AUTO_TEST_CASE(are_told_apart_by_their_code_and_else_by_their_sqlstate) {
    struct Case {
        const char* name;
        Failure failure;
        Kind kind;
    };
    for (const Case& c :
         {Case{"a code", {1062, "23000", "Duplicate entry"}, Kind::unique_violation},
          Case{"the first of the table", {1007, "HY000", ""}, Kind::duplicate_object},
          Case{"the last of the table", {4151, "HY000", ""}, Kind::authentication},
          Case{"MariaDB's own", {4025, "23000", ""}, Kind::check_violation},
          Case{"MySQL's own", {3819, "HY000", ""}, Kind::check_violation},
          Case{"by its class", {1416, "22003", ""}, Kind::invalid_data},
          Case{"a node without its cluster",
               {1047, "08S01", "WSREP has not yet prepared node"},
               Kind::unreachable},
          Case{"a commit that Galera refuses", {1213, "40001", "Deadlock found"}, Kind::deadlock},
          Case{"a commit that the group refuses",
               {3101, "40000", "Plugin instructed the server"},
               Kind::serialization},
          Case{"a commit that the group refuses, of old",
               {1180, "HY000", "Got error 149 - 'Lock deadlock; Retry transaction' during COMMIT"},
               Kind::deadlock},
          Case{"a commit that fails otherwise",
               {1180, "HY000", "Got error 28 during COMMIT"},
               Kind::other},
          Case{"unknown", {1999, "HY000", ""}, Kind::other},
          Case{"read-only",
               {1290, "HY000", "The MySQL server is running with the --read-only option"},
               Kind::read_only},
          Case{"another option that prevents",
               {1290, "HY000", "running with the --secure-file-priv option"},
               Kind::unsupported}})
        BOOST_TEST_CONTEXT(c.name) {
            BOOST_TEST((kind_of(c.failure) == c.kind));
        }
}

BOOST_AUTO_TEST_CASE(say_where_a_fault_is) {
    const std::string statement = "SELECT 'ä'\nFROM t\nWHERE x = = 1";
    const auto position = [&](const std::string& near, const char* line) {
        return position_of("… near '" + near + "' at line " + line, statement);
    };
    BOOST_TEST(position("= 1", "3").value_or(0) == statement.rfind("= 1"));
    BOOST_TEST(position("", "3").value_or(0) == statement.size());
    BOOST_TEST(position("FROM t", "2").value_or(0) == statement.find("FROM"));
    BOOST_TEST(!position("SELECT", "2").has_value());
    BOOST_TEST(!position_of("Unknown column 'x' in 'field list'", statement).has_value());
}

BOOST_AUTO_TEST_CASE(while_connecting_are_about_reaching_the_server) {
    BOOST_TEST((not_connected({1049, "42000", "Unknown database 'app'"}, "app").kind() ==
                Kind::unreachable));
    BOOST_TEST(
        (not_connected({1045, "28000", "Access denied"}, "app").kind() == Kind::authentication));
    BOOST_TEST((not_connected({1044, "42000", "Access denied"}, "app").kind() == Kind::permission));
    BOOST_TEST(
        (not_connected({2013, "HY000", "Lost connection"}, "app").kind() == Kind::unreachable));
}

BOOST_AUTO_TEST_SUITE_END()
