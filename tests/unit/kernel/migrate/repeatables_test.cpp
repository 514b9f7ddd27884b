#include "kernel/migrate/repeatables.hpp"

#include "migrate/samples.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using samples::migration;
using samples::sql;

namespace {

Migration repeatable(const std::string& name, const std::vector<std::string>& after = {},
                     const std::string& down = "drop view v;") {
    Migration result = migration("repeatable/" + name, "create view v;", down);
    result.name = name;
    result.origin = "repeatable/" + name + ".sql";
    result.repeatable.emplace();
    for (const std::string& other : after) result.repeatable->after.push_back({other, 3});
    return result;
}

AppliedMigration run_as(const Migration& one, std::int64_t ordinal) {
    AppliedMigration applied = samples::applied(one, ordinal);
    applied.kind = repeatable_kind;
    return applied;
}

// "1 -b -a (+a +b)": a step up is + or the version, a step down is -; those in brackets share the
// transaction of the one before.
std::string words(const Plan& plan) {
    std::string text;
    for (const Step& step : plan.steps) {
        text += text.empty() ? "" : " ";
        text += step.joined ? "&" : "";
        if (step.repeatable)
            text += (step.direction == Direction::up ? "+" : "-") + step.name;
        else
            text += (step.direction == Direction::up ? "" : "-") + step.version.text();
        if (step.mode == StepMode::record) text += "?";
    }
    return text;
}

const StoredDowns kept = [](const Version&) { return StoredDown{"drop view v;\n", "", ""}; };
const StoredDowns nothing_kept = [](const Version&) { return StoredDown{}; };

std::string up(const std::vector<Migration>& files, const HistoryState& state,
               const UpRequest& request = {}, const StoredDowns& stored = kept) {
    return words(plan_up({MigrationSet(files), state, samples::dialect, stored}, request));
}

std::string down(const std::vector<Migration>& files, const HistoryState& state,
                 const DownRequest& request = {}, const StoredDowns& stored = kept) {
    return words(plan_down({MigrationSet(files), state, samples::dialect, stored}, request));
}

Migration changed(Migration one) {
    one.up = sql("create view v as other;");
    return one;
}

std::string problem(const std::vector<Migration>& files) {
    try {
        const MigrationSet set(files);
    } catch (const MigrationError& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

const Migration one = migration("1"), two = migration("2");
const Migration a = repeatable("a"), b = repeatable("b", {"a"}), c = repeatable("c");

HistoryState all_run() {
    HistoryState state = samples::history({one});
    state.repeatables = {run_as(a, 2), run_as(b, 3), run_as(c, 4)};
    return state;
}

} // namespace

BOOST_AUTO_TEST_SUITE(repeatables)

BOOST_AUTO_TEST_CASE(run_behind_the_others_each_behind_what_it_comes_after) {
    const Migration early = repeatable("early", {"late"}), late = repeatable("late");
    BOOST_TEST(up({early, one, late}, {}) == "1 +late +early");
}

BOOST_AUTO_TEST_CASE(do_not_run_again_while_nothing_changes) {
    BOOST_TEST(up({one, a, b, c}, all_run()) == "");
    BOOST_TEST(up({one, two, a, b, c}, all_run()) == "2");
}

BOOST_AUTO_TEST_CASE(are_dropped_and_made_anew_with_all_that_comes_after_them) {
    BOOST_TEST(up({one, changed(a), b, c}, all_run()) == "-b &-a &+a &+b");
    BOOST_TEST(up({one, a, changed(b), c}, all_run()) == "-b &+b");
}

BOOST_AUTO_TEST_CASE(run_in_place_where_they_do_not_know_how_to_be_dropped) {
    const Migration a = repeatable("a", {}, ""), b = repeatable("b", {"a"}, "");
    BOOST_TEST(up({one, changed(a), b, c}, all_run(), {}, nothing_kept) == "+a +b");
}

BOOST_AUTO_TEST_CASE(are_dropped_as_their_files_say_where_history_does_not_know) {
    BOOST_TEST(up({one, changed(a), b, c}, all_run(), {}, nothing_kept) == "-b &-a &+a &+b");
}

BOOST_AUTO_TEST_CASE(are_dropped_before_the_migration_that_they_come_after) {
    const Migration a = repeatable("a", {"m2"});
    BOOST_TEST(up({one, two, a, b, c}, all_run()) == "-b &-a &2 &+a &+b");
    BOOST_TEST(up({one, migration("15"), two, a, b, c}, all_run()) == "15 -b &-a &2 &+a &+b");
    Plan outside = plan_up({MigrationSet({one, migration("2", "VACUUM;"), a, b, c}), all_run(),
                            samples::dialect, kept},
                           {});
    BOOST_TEST(words(outside) == "-b -a 2 +a +b");
    BOOST_REQUIRE(outside.warnings.size() == 1U);
    BOOST_TEST(contains(outside.warnings.front(), "repeatable/b makes is not there while"));
    // What was dropped in a transaction of its own is in history no more when it is made.
    BOOST_TEST(!outside.steps[3].again);
    BOOST_TEST(!outside.steps[4].again);
}

BOOST_AUTO_TEST_CASE(are_dropped_before_what_they_came_after_when_they_were_run) {
    const Migration base = repeatable("z"), free = repeatable("a");
    HistoryState state = samples::history({one});
    state.repeatables = {run_as(base, 2), run_as(free, 3)};
    BOOST_TEST(up({one, changed(base), changed(free)}, state) == "-a &-z &+a &+z");
    // A newer run of what others come after, without a way to drop it then.
    const Migration after = repeatable("b", {"z"});
    state.repeatables = {run_as(after, 2), run_as(base, 3)};
    BOOST_TEST(up({one, changed(base), after}, state) == "-b &-z &+z &+b");
}

BOOST_AUTO_TEST_CASE(run_again_when_what_they_come_after_was_run_since) {
    HistoryState state = all_run();
    state.repeatables[0].ordinal = 5;
    BOOST_TEST(up({one, a, b, c}, state) == "-b &+b");
    const Migration c = repeatable("c", {"m1"});
    state = all_run();
    state.applied[0].ordinal = 6; // reverted and applied again
    BOOST_TEST(up({one, a, b, c}, state) == "-c &+c");
}

BOOST_AUTO_TEST_CASE(wait_for_a_run_that_is_asked_for_everything) {
    BOOST_TEST(up({one, two, a}, {}, {.target = Version("2")}) == "1 2");
    BOOST_TEST(up({one, two, a}, {}, {.steps = 9}) == "1 2");
}

BOOST_AUTO_TEST_CASE(are_only_recorded_where_that_is_asked_for) {
    BOOST_TEST(up({one, changed(a)}, all_run(), {.effect = Effect::record}) == "+a?");
}

BOOST_AUTO_TEST_CASE(are_dropped_before_what_they_come_after_is_taken_back) {
    const Migration a = repeatable("a", {"m1"});
    BOOST_TEST(down({one, a, b, c}, all_run()) == "-b -a -1");
    BOOST_TEST(down({one, a, b, c}, all_run(), {.steps = {}}) == "-c -b -a -1");
    BOOST_TEST(down({one}, all_run(), {.steps = {}}) == "-c -b -a -1");
}

BOOST_AUTO_TEST_CASE(are_dropped_before_what_they_come_after_though_that_was_run_since) {
    const Migration base = repeatable("z", {"m1"}), after = repeatable("b", {"z"});
    HistoryState state = samples::history({one});
    state.repeatables = {run_as(after, 2), run_as(base, 3)};
    BOOST_TEST(down({one, base, after}, state) == "-b -z -1");
    BOOST_TEST(down({one, base, after}, state, {.steps = {}}) == "-b -z -1");
    BOOST_TEST(down({one, base}, state, {.steps = {}}) == "-z -b -1");
}

BOOST_AUTO_TEST_CASE(are_forgotten_where_they_do_not_know_how_to_be_dropped) {
    const Migration a = repeatable("a", {"m1"}, "");
    BOOST_TEST(down({one, a, c}, all_run(), {}, [](const Version& version) {
                   return StoredDown{version.text() == "1" ? "drop table t;" : "", "", ""};
               }) == "-a? -1");
}

BOOST_AUTO_TEST_CASE(may_lose_data_only_with_leave) {
    const StoredDowns losing = [](const Version&) { return StoredDown{"drop table t;\n", "", ""}; };
    const std::vector<Migration> files{one, changed(a)};
    HistoryState state = samples::history({one});
    state.repeatables = {run_as(a, 2)};
    BOOST_CHECK_EXCEPTION(up(files, state, {}, losing), MigrationError,
                          [](const MigrationError& error) {
                              return error.exit_code() == ExitCode::refused &&
                                     contains(error.what(), "rule drop-table");
                          });
    BOOST_TEST(up(files, state, {.allows = {"drop-table"}}, losing) == "-a &+a");
}

BOOST_AUTO_TEST_CASE(values_of_placeholders_are_part_of_them) {
    Migration one = repeatable("a");
    one.up = sql("create view v as ${what};");
    one.up.placeholders = true;
    HistoryState state;
    Plan plan = plan_up({MigrationSet({one}), state, samples::dialect, kept, {{"what", "x"}}}, {});
    BOOST_REQUIRE(words(plan) == "+a");
    state.repeatables = {run_as(one, 1)};
    state.repeatables.front().checksums = plan.steps.front().checksums;
    const auto again = [&](const char* value) {
        return words(
            plan_up({MigrationSet({one}), state, samples::dialect, kept, {{"what", value}}}, {}));
    };
    BOOST_TEST(again("x") == "");
    BOOST_TEST(again("y") == "-a &+a");
}

BOOST_AUTO_TEST_CASE(cannot_be_outside_a_transaction) {
    Migration vacuum = repeatable("a");
    vacuum.up = sql("VACUUM;");
    BOOST_CHECK_EXCEPTION(up({vacuum}, {}), MigrationError, [](const MigrationError& error) {
        return contains(error.what(), "repeatable/a.sql:2: a repeatable migration is one");
    });
    BOOST_TEST(up({a}, {}, {.scope = TransactionScope::none}) == "+a");
    vacuum.up = sql("begin;\ncreate view v;\nVACUUM;\ncommit;");
    BOOST_CHECK_EXCEPTION(up({vacuum}, {}), MigrationError, [](const MigrationError& error) {
        return contains(error.what(), "a.sql:2: 'begin' is varve's to say: each migration is one "
                                      "transaction; take it out\n") &&
               !contains(error.what(), "transaction=none");
    });
}

BOOST_AUTO_TEST_CASE(go_on_where_a_run_ended_where_ddl_commits_by_itself) {
    const auto plan = [](const HistoryState& state) {
        return plan_up({MigrationSet({one, changed(a)}), state, samples::committing_dialect, kept},
                       {});
    };
    HistoryState state = samples::history({one});
    state.repeatables = {run_as(a, 2)};
    BOOST_TEST(words(plan(state)) == "-a +a");
    const auto begun = [&](Direction direction, const char* text) {
        state.journal = {{.version = a.version,
                          .direction = direction,
                          .statement = 0,
                          .state = JournalEntry::State::done,
                          .digest = Journal::digest(text)}};
    };
    begun(Direction::down, "drop view v");
    const Plan dropping = plan(state);
    BOOST_REQUIRE(words(dropping) == "-a +a");
    BOOST_TEST(dropping.steps[0].resume_at == 1U);
    BOOST_TEST(dropping.steps[1].resume_at == 0U);
    state.repeatables.clear();
    begun(Direction::up, "create view v as other");
    const Plan making = plan(state);
    BOOST_REQUIRE(words(making) == "+a");
    BOOST_TEST(making.steps[0].resume_at == 1U);
    BOOST_TEST((
        compare(MigrationSet({one, changed(a)}), state, samples::committing_dialect).back().state ==
        MigrationStatus::State::partial));
}

BOOST_AUTO_TEST_CASE(whose_file_is_gone_stay_as_they_are) {
    const Plan plan = plan_up({MigrationSet({one, a, b}), all_run(), samples::dialect, kept}, {});
    BOOST_TEST(words(plan) == "");
    BOOST_REQUIRE(plan.warnings.size() == 1U);
    BOOST_TEST(contains(plan.warnings.front(), "repeatable/c is applied and its file is gone"));
}

BOOST_AUTO_TEST_CASE(a_status_tells_how_each_stands) {
    const Migration d = repeatable("d");
    std::string text;
    for (const MigrationStatus& status :
         compare(MigrationSet({one, changed(a), b, d}), all_run(), samples::dialect))
        text += status.name + ' ' + std::string(to_string(status.state)) + "; ";
    BOOST_TEST(text == "m1 applied; a outdated; b outdated; d pending; c missing; ");
}

BOOST_AUTO_TEST_CASE(cannot_come_after_what_there_is_not) {
    BOOST_TEST(contains(problem({a, repeatable("b", {"aa"})}),
                        "repeatable/b.sql:3: 'varve:after aa': no migration is called so; did you "
                        "mean 'a'?"));
    const std::string itself_is_like_it = problem({repeatable("bb", {"b"})});
    BOOST_TEST(contains(itself_is_like_it, "no migration is called so"));
    BOOST_TEST(!contains(itself_is_like_it, "did you mean"));
}

BOOST_AUTO_TEST_CASE(cannot_stand_in_a_circle) {
    BOOST_TEST(contains(
        problem({repeatable("x", {"y"}), repeatable("y", {"z"}), repeatable("z", {"y"}), a}),
        "stands in a circle of 'varve:after': y after z after y"));
    BOOST_TEST(contains(problem({repeatable("x", {"x"})}), "x after x"));
}

BOOST_AUTO_TEST_SUITE_END()
