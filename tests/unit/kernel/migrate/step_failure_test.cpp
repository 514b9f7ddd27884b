#include "kernel/migrate/step_failure.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

BOOST_AUTO_TEST_SUITE(step_failure)

BOOST_AUTO_TEST_CASE(shows_the_line_and_the_place) {
    const Step step{
        .version = Version("1"),
        .name = "users",
        .origin = "migrations/1_users.sql",
        .statements = {{{"select 1", 3}, {}}, {{"insert into\n  userz values (1)", 7}, {}}}};
    const DatabaseError error({.kind = DatabaseError::Kind::undefined_object,
                               .message = "no such table: userz",
                               .sqlstate = "42P01",
                               .position = 14,
                               .hint = "look again"});
    const StepFailure failure = failure_of(step, 1, error, StepFailure::Aftermath::rolled_back);
    BOOST_TEST(failure.what() ==
               "migration 1 users failed; it was rolled back: nothing of it is in the database\n"
               "migrations/1_users.sql:8: no such table: userz [42P01]\n"
               "  8 |   userz values (1)\n"
               "    |   ^\n"
               "  hint: look again");
    BOOST_TEST(failure.facts().line == 8U);
    BOOST_TEST(failure.facts().statement_number == 2U);
    BOOST_TEST((failure.exit_code() == ExitCode::failed));
}

BOOST_AUTO_TEST_CASE(shows_all_of_what_was_expected_or_the_place_in_it) {
    const Step step{.version = Version("1"),
                    .name = "users",
                    .origin = "1_users.sql",
                    .statements = {{{"select 1", 3}, {}}, {{"select 2", 4}, {}}},
                    .expectations = {{{"select count(*) = 0\nfrom users", 9}, {}}}};
    const DatabaseError no({.message = "the answer is false"});
    using enum StepFailure::Aftermath;
    const StepFailure failure = failure_of(step, step.expectations[0], no, partial);
    BOOST_TEST(failure.what() ==
               "migration 1 users failed; its 2 statement(s) are done and recorded, and cannot be "
               "taken back; put right what is wrong and run again, which runs none of them again\n"
               "1_users.sql:9: the answer is false\n"
               "  9 | select count(*) = 0\n"
               "  10 | from users");
    BOOST_TEST(failure.facts().statement_number == 0U);
    const DatabaseError misspelled({.message = "no such table", .position = 25});
    const StepFailure wrong = failure_of(step, step.expectations[0], misspelled, rolled_back);
    BOOST_TEST(std::string(wrong.what())
                   .ends_with("1_users.sql:10: no such table\n"
                              "  10 | from users\n"
                              "     |      ^"));
}

BOOST_AUTO_TEST_CASE(a_long_line_is_cut_between_characters) {
    const std::string before(99, 'x');
    for (const char* const letter : {"\u00e4", "\u20ac", "\U0001f600"}) BOOST_TEST_CONTEXT(letter) {
            const Step step{.version = Version("1"),
                            .name = "users",
                            .origin = "f.sql",
                            .statements = {{{before + letter + "y", 1}, {}}}};
            const DatabaseError error({.message = "no"});
            const std::string text =
                failure_of(step, 0, error, StepFailure::Aftermath::rolled_back).what();
            BOOST_TEST(text.ends_with("\n  1 | " + before));
        }
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_told_by_the_exit_code) {
    const Step step{.version = Version("1"), .name = "users", .origin = "f.sql"};
    const DatabaseError error({.kind = DatabaseError::Kind::connection_lost, .message = "gone"});
    BOOST_TEST((failure_of(step, 0, error, StepFailure::Aftermath::unknown).exit_code() ==
                ExitCode::unreachable));
}

BOOST_AUTO_TEST_CASE(another_database_that_a_statement_speaks_of_is_not_ours) {
    const Step step{.version = Version("1"), .name = "users", .origin = "f.sql"};
    const DatabaseError error({.kind = DatabaseError::Kind::unreachable, .message = "no file"});
    BOOST_TEST((failure_of(step, 0, error, StepFailure::Aftermath::rolled_back).exit_code() ==
                ExitCode::failed));
}

BOOST_AUTO_TEST_SUITE_END()
