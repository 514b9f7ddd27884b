#include "understanding.hpp"

#include "plugins/dialects/mysql/table_changes.hpp"

#include <boost/test/unit_test.hpp>

using varve::LockLevel;
using varve::mysql::Attempt;

namespace {

std::vector<Attempt> attempts_at(std::string_view sql) {
    return varve::mysql::attempts_at(sql, varve::mysql::mariadb_10_11);
}

std::string methods(std::string_view sql) {
    std::string text;
    for (const Attempt& attempt : attempts_at(sql)) text += attempt.method + '\n';
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(table_changes)

BOOST_AUTO_TEST_CASE(are_tried_from_the_cheapest_method_on) {
    BOOST_TEST(methods("alter table t add a int") == "ALGORITHM=INSTANT\n"
                                                     "ALGORITHM=NOCOPY, LOCK=NONE\n"
                                                     "ALGORITHM=NOCOPY, LOCK=SHARED\n"
                                                     "ALGORITHM=NOCOPY, LOCK=EXCLUSIVE\n"
                                                     "ALGORITHM=INPLACE, LOCK=NONE\n"
                                                     "ALGORITHM=INPLACE, LOCK=SHARED\n"
                                                     "ALGORITHM=INPLACE, LOCK=EXCLUSIVE\n"
                                                     "ALGORITHM=COPY, LOCK=NONE\n"
                                                     "ALGORITHM=COPY, LOCK=SHARED\n"
                                                     "ALGORITHM=COPY, LOCK=EXCLUSIVE\n");
}

BOOST_AUTO_TEST_CASE(are_tried_only_as_their_author_allows) {
    struct Case {
        const char *sql, *methods;
    };
    for (const Case& c : {
             Case{"alter table t add a int, algorithm=inplace",
                  "ALGORITHM=INPLACE, LOCK=NONE\nALGORITHM=INPLACE, LOCK=SHARED\n"
                  "ALGORITHM=INPLACE, LOCK=EXCLUSIVE\n"},
             Case{"alter table t lock none, add a int",
                  "ALGORITHM=INSTANT, LOCK=none\nALGORITHM=NOCOPY, LOCK=none\n"
                  "ALGORITHM=INPLACE, LOCK=none\nALGORITHM=COPY, LOCK=none\n"},
             Case{"create index i on t (a) algorithm=copy lock=shared",
                  "ALGORITHM=COPY, LOCK=shared\n"},
             Case{"drop index i on t algorithm=instant", "ALGORITHM=INSTANT\n"},
             Case{"alter table t order by a, lock=shared",
                  "ALGORITHM=INPLACE, LOCK=shared\nALGORITHM=COPY, LOCK=shared\n"},
             Case{"alter table t lock=none, add a int partition by hash (a)",
                  "ALGORITHM=INPLACE, LOCK=none\nALGORITHM=COPY, LOCK=none\n"},
             Case{"alter table t order by a, algorithm=instant", ""},
             Case{"alter table t engine innodb, algorithm=instant", ""},
             Case{"alter table t add a int remove partitioning, algorithm=nocopy", ""},
             Case{"alter table t add a int, algorithm=default", ""},
             Case{"alter table t", ""},
             Case{"create table t (a int)", ""},
             Case{"drop table t", ""},
             Case{"alter view v as select 1", ""},
         })
        BOOST_TEST_CONTEXT(c.sql)
    BOOST_TEST(methods(c.sql) == c.methods);
}

BOOST_AUTO_TEST_CASE(take_a_column_by_the_name_of_an_option_for_a_column) {
    BOOST_TEST(attempts_at("alter table t add lock int, drop algorithm, drop engine").size() == 10);
}

BOOST_AUTO_TEST_CASE(have_their_method_where_the_servers_take_it) {
    struct Case {
        const char *sql, *text;
    };
    for (const Case& c : {
             Case{"alter table t add a int -- last",
                  "alter table t ALGORITHM=NOCOPY, LOCK=NONE, add a int -- last"},
             Case{"alter ignore table if exists `d``e`.t wait 5 drop a, drop b",
                  "alter ignore table if exists `d``e`.t wait 5 ALGORITHM=NOCOPY, LOCK=NONE, drop "
                  "a, drop b"},
             Case{"alter table t /*!50000 add a int */",
                  "alter table t /*!50000 ALGORITHM=NOCOPY, LOCK=NONE, add a int */"},
             Case{"set statement max_statement_time=1 for alter table t add a int",
                  "set statement max_statement_time=1 for alter table t ALGORITHM=NOCOPY, "
                  "LOCK=NONE, add a int"},
             Case{"alter table t add a int, lock=none",
                  "alter table t ALGORITHM=NOCOPY, add a int, lock=none"},
             Case{"alter table t algorithm=nocopy, lock=none, add a int",
                  "alter table t algorithm=nocopy, lock=none, add a int"},
             Case{"create unique index i on t (a) -- last",
                  "create unique index i on t (a) -- last\nALGORITHM=NOCOPY LOCK=NONE"},
             Case{"create index i on t (a) lock=none",
                  "create index i on t (a) lock=none\nALGORITHM=NOCOPY"},
             Case{"drop index i on t lock=none",
                  "ALTER TABLE t ALGORITHM=NOCOPY, LOCK=none, DROP INDEX i"},
             Case{"drop index if exists `i` on d.t",
                  "ALTER TABLE d.t ALGORITHM=NOCOPY, LOCK=NONE, DROP INDEX IF EXISTS `i`"},
         })
        BOOST_TEST_CONTEXT(c.sql) {
            const std::vector<Attempt> attempts = attempts_at(c.sql);
            const auto found = std::ranges::find_if(attempts, [](const Attempt& one) {
                return one.method.starts_with("ALGORITHM=NOCOPY, LOCK=") &&
                       one.lock == LockLevel::blocks_schema;
            });
            BOOST_REQUIRE(found != attempts.end());
            BOOST_TEST(found->text == c.text);
        }
}

BOOST_AUTO_TEST_CASE(say_what_others_wait_for) {
    const std::vector<Attempt> attempts = attempts_at("alter table t add a int");
    BOOST_TEST((attempts[0].lock == LockLevel::blocks_schema));
    BOOST_TEST((attempts[1].lock == LockLevel::blocks_schema));
    BOOST_TEST((attempts[2].lock == LockLevel::blocks_writes));
    BOOST_TEST((attempts[3].lock == LockLevel::blocks_all));
}

BOOST_AUTO_TEST_SUITE_END()
