#include "kernel/migrate/redo.hpp"

#include "migrate/samples.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using samples::history;
using samples::migration;

namespace {

const std::vector<Migration> three{migration("1"), migration("2"), migration("3")};

RedoPlan redo(const std::vector<Migration>& files, const HistoryState& state,
              std::size_t steps = 1) {
    return plan_redo({MigrationSet(files), state, samples::dialect,
                      [](const Version&) {
                          return StoredDown{"drop table t;\n", "", ""};
                      }},
                     {.down = {.steps = steps}});
}

std::string versions(const Plan& plan) {
    std::string text;
    for (const Step& step : plan.steps) text += step.version.text();
    return text;
}

void check_refused(const std::vector<Migration>& files, const HistoryState& state,
                   ExitCode exit_code, std::string_view sentence) {
    BOOST_CHECK_EXCEPTION(redo(files, state), MigrationError, [&](const MigrationError& error) {
        BOOST_TEST_MESSAGE(error.what());
        return error.exit_code() == exit_code &&
               std::string_view(error.what()).find(sentence) != std::string_view::npos;
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(redo_plan)

BOOST_AUTO_TEST_CASE(the_same_come_back_in_order) {
    const RedoPlan plan = redo(three, history(three), 2);
    BOOST_TEST(versions(plan.down) == "32");
    BOOST_TEST(versions(plan.up) == "23");
}

BOOST_AUTO_TEST_CASE(what_else_is_pending_stays_pending) {
    BOOST_TEST(versions(redo(three, history({three[0], three[2]})).up) == "3");
    BOOST_TEST(versions(redo(three, history({three[0], three[1]})).up) == "2");
}

BOOST_AUTO_TEST_CASE(one_that_was_applied_late_comes_back_late) {
    const RedoPlan plan = redo(three, history({three[0], three[2], three[1]}));
    BOOST_TEST(versions(plan.down) == "2");
    BOOST_TEST(versions(plan.up) == "2");
}

BOOST_AUTO_TEST_CASE(a_file_that_was_worked_on_is_applied_as_it_is_now) {
    std::vector<Migration> files = three;
    files[2].up = samples::sql("create table t (a int, b int);");
    const RedoPlan plan = redo(files, history(three));
    BOOST_TEST(plan.down.steps[0].origin == "history");
    BOOST_TEST(plan.up.steps[0].statements[0].source.text == "create table t (a int, b int)");
}

BOOST_AUTO_TEST_CASE(what_could_not_be_applied_again_is_not_taken_back) {
    check_refused({three[0], three[1]}, history(three), ExitCode::history, "3: its file is gone");
    check_refused({three[0], three[1], migration("3", "drop table zzz;")}, history(three),
                  ExitCode::refused, "(rule drop-table)");
    check_refused({three[0], three[1], migration("3", "commit;")}, history(three), ExitCode::usage,
                  "3.sql:2: 'commit' is varve's to say");
    check_refused({three[0], migration("2", "create table u (b int);"), three[2]}, history(three),
                  ExitCode::history, "2.sql: has changed");
}

BOOST_AUTO_TEST_CASE(nothing_applied_is_nothing_to_redo) {
    const RedoPlan plan = redo(three, {});
    BOOST_TEST(plan.down.empty());
    BOOST_TEST(plan.up.empty());
}

BOOST_AUTO_TEST_SUITE_END()
