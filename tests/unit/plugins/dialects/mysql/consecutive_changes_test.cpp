#include "understanding.hpp"

#include "plugins/dialects/mysql/consecutive_changes.hpp"

#include "varve/migration/plan.hpp"

#include <boost/test/unit_test.hpp>

namespace {

// One migration, a statement on each line from 2 on.
varve::Step step_of(const std::vector<std::string>& statements) {
    varve::Step step{.origin = "m/1_a.sql", .mode = varve::StepMode::journal};
    std::uint32_t line = 2;
    for (const std::string& sql : statements)
        step.statements.push_back({{sql, line++}, varve::mysql::traits_of(sql)});
    return step;
}

std::vector<std::string> advice(varve::Step step) {
    varve::Plan plan;
    plan.steps.push_back(std::move(step));
    return varve::mysql::consecutive_changes(plan, varve::mysql::mariadb_10_11);
}

} // namespace

BOOST_AUTO_TEST_SUITE(consecutive_changes)

BOOST_AUTO_TEST_CASE(of_one_table_are_named_with_their_lines) {
    const auto found = advice(step_of({"alter table t add a int", "alter table `t` add b int",
                                       "alter table t drop c", "alter table u drop c"}));
    BOOST_REQUIRE(found.size() == 1);
    BOOST_TEST(found[0] == "m/1_a.sql: from line 2 to line 4, 3 statements alter the table t one "
                           "after the other; as one ALTER TABLE with a comma between its actions "
                           "they would go through its rows once");
}

BOOST_AUTO_TEST_CASE(are_told_for_each_row_of_them) {
    BOOST_TEST(advice(step_of({"alter table t add a int", "alter table t add b int", "select 1",
                               "alter table t add c int", "alter table t add d int"}))
                   .size() == 2);
}

BOOST_AUTO_TEST_CASE(that_cannot_be_one_are_let_be) {
    const std::string add = "alter table t add a int";
    for (const char* const other : {
             "alter table u add b int",
             "alter table d.t add b int",
             "create index i on t (a)",
             "alter table t add b int, algorithm=instant",
             "alter table t add b int, lock=none",
             "alter table t change b c int",
             "alter table t rename to u",
             "alter table t rename column b to c",
             "alter table t add partition (partition p values less than (9))",
             "alter table t drop partition p",
             "alter table t drop foreign key k",
             "alter table t drop constraint k",
             "alter table t order by a",
             "alter table t discard tablespace",
             "alter table t convert to character set utf8mb4",
         })
        BOOST_TEST_CONTEXT(other) {
            BOOST_TEST(advice(step_of({add, other})).empty());
            BOOST_TEST(advice(step_of({other, add})).empty());
        }
}

BOOST_AUTO_TEST_CASE(of_a_new_table_are_let_be) {
    BOOST_TEST(advice(step_of({"create table t (a int)", "alter table t add b int",
                               "alter table t add c int"}))
                   .empty());
}

BOOST_AUTO_TEST_CASE(of_a_half_run_migration_are_let_be) {
    varve::Step step = step_of({"alter table t add a int", "alter table t add b int"});
    step.resume_at = 1;
    BOOST_TEST(advice(std::move(step)).empty());
}

BOOST_AUTO_TEST_SUITE_END()
