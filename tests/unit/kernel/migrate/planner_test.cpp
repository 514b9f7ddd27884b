#include "kernel/migrate/planner.hpp"

#include "migrate/samples.hpp"
#include "varve/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;
using samples::history;
using samples::migration;

namespace {

const std::vector<Migration> three{migration("1"), migration("2"), migration("3")};

std::string versions(const Plan& plan) {
    std::string text;
    for (const Step& step : plan.steps) text += step.version.text();
    return text;
}

Plan up(const std::vector<Migration>& files, const HistoryState& state,
        const UpRequest& request = {}) {
    return plan_up({MigrationSet(files), state, samples::dialect, {}}, request);
}

Plan down(const std::vector<Migration>& files, const HistoryState& state,
          const DownRequest& request = {}, std::optional<StoredDown> stored = {}) {
    return plan_down(
        {MigrationSet(files), state, samples::dialect, [&](const Version&) { return stored; }},
        request);
}

template <class Call> std::string failure(ExitCode expected, Call call) {
    try {
        call();
    } catch (const MigrationError& error) {
        BOOST_TEST((error.exit_code() == expected), error.what());
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(planner)

BOOST_AUTO_TEST_CASE(takes_what_is_not_applied_in_order) {
    BOOST_TEST(versions(up(three, {})) == "123");
    BOOST_TEST(versions(up(three, history({three[0]}))) == "23");
    BOOST_TEST(up(three, history(three)).empty());
}

BOOST_AUTO_TEST_CASE(stops_at_a_target_or_after_steps) {
    BOOST_TEST(versions(up(three, {}, {.target = Version("2")})) == "12");
    BOOST_TEST(versions(up(three, {}, {.steps = 1})) == "1");
}

BOOST_AUTO_TEST_CASE(a_late_migration_is_a_decision) {
    const HistoryState state = history({three[0], three[2]});
    BOOST_TEST(
        contains(failure(ExitCode::history, [&] { up(three, state); }), "2.sql: is older than"));
    BOOST_TEST(versions(up(three, state, {.out_of_order = OutOfOrder::apply})) == "2");
    const Plan skipped = up(three, state, {.out_of_order = OutOfOrder::skip});
    BOOST_TEST(skipped.empty());
    BOOST_TEST(skipped.warnings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_changed_file_is_refused_and_a_reformatted_one_is_told) {
    const HistoryState state = history(three);
    std::vector<Migration> files = three;
    files[1].up = samples::sql("create table t (a int, b int);");
    BOOST_TEST(
        contains(failure(ExitCode::history, [&] { up(files, state); }), "2.sql: has changed"));
    files[1].up = samples::sql("CREATE TABLE t (a int) -- same\n;");
    BOOST_TEST(up(files, state).warnings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(all_disagreements_are_said_at_once) {
    std::vector<Migration> files{three[0], three[2]};
    files[0].up = samples::sql("create table other (a int);");
    const std::string text = failure(ExitCode::history, [&] { up(files, history(three)); });
    BOOST_TEST(contains(text, "1.sql: has changed"));
    BOOST_TEST(contains(text, "2 m2: is applied and its file is gone"));
}

BOOST_AUTO_TEST_CASE(losing_data_needs_leave) {
    const std::vector<Migration> files{migration("1", "drop table t;")};
    BOOST_TEST(contains(failure(ExitCode::refused, [&] { up(files, {}); }), "(rule drop-table)"));
    BOOST_TEST(versions(up(files, {}, {.allows = {"drop-table"}})) == "1");
    std::vector<Migration> agreed = files;
    agreed[0].up.allows = {"drop-table"};
    BOOST_TEST(versions(up(agreed, {})) == "1");
}

BOOST_AUTO_TEST_CASE(leave_to_break_an_unknown_rule_is_refused) {
    const auto refusal = [](const std::vector<Migration>& files, const HistoryState& state,
                            std::vector<std::string> allows) {
        return failure(ExitCode::usage, [&] { up(files, state, {.allows = std::move(allows)}); });
    };
    BOOST_TEST(contains(refusal(three, {}, {"drop-tabel"}),
                        "--allow: there is no rule 'drop-tabel'; did you mean 'drop-table'?"));
    BOOST_TEST(contains(refusal(three, history(three), {"xyz"}),
                        "--allow: there is no rule 'xyz'; those are all, delete-without-where, "));
    std::vector<Migration> files = three;
    files[1].up.allows = {"drop-colum", "truncate"};
    BOOST_TEST(contains(refusal(files, {}, {"all"}),
                        "2.sql: 'varve:allow': there is no rule 'drop-colum'; did you mean "
                        "'drop-column'?"));
    BOOST_TEST(refusal(three, {}, {"drop-table", "narrowing-type"}) == "");
}

BOOST_AUTO_TEST_CASE(a_rule_of_a_dialect_s_own_is_known_where_a_statement_breaks_it) {
    std::vector<Migration> files{migration("1", "FORGET everything;")};
    BOOST_TEST(contains(failure(ExitCode::refused, [&] { up(files, {}); }), "(rule forget)"));
    files[0].up.allows = {"forget"};
    BOOST_TEST(versions(up(files, {})) == "1");
    files[0].up.allows.clear();
    BOOST_TEST(versions(up(files, {}, {.allows = {"forget"}})) == "1");
}

BOOST_AUTO_TEST_CASE(a_migration_that_cannot_be_run_is_named_with_its_line) {
    const std::vector<Migration> files{migration("1", "select 1;\ncommit;")};
    BOOST_TEST(contains(failure(ExitCode::usage, [&] { up(files, {}); }),
                        "1.sql:3: 'commit' is varve's to say"));
}

BOOST_AUTO_TEST_CASE(what_is_expected_stands_in_the_plan_both_ways) {
    Migration file = migration("1");
    file.up.fragments.push_back({.text = "select 1", .line = 4, .expectation = true});
    file.down->fragments.push_back({.text = "select 2", .line = 7, .expectation = true});
    const Step applied = up({file}, {}).steps[0];
    BOOST_TEST_REQUIRE(applied.expectations.size() == 1U);
    BOOST_TEST(applied.expectations[0].source.line == 4U);
    BOOST_TEST(up({file}, {}, {.effect = Effect::record}).steps[0].expectations.empty());
    BOOST_TEST(down({file}, history({file})).steps[0].expectations.at(0).source.text == "select 2");
    const Plan stored = down({}, history({file}), {}, StoredDown{applied.down, "", "m1"});
    BOOST_TEST(stored.steps[0].statements.size() == 1U);
    BOOST_TEST(stored.steps[0].expectations.at(0).source.text == "select 2");
    file.up.fragments.back().text = "delete from t";
    BOOST_TEST(contains(failure(ExitCode::usage, [&] { up({file}, {}); }),
                        "1.sql:4: 'delete from t' is no query"));
}

BOOST_AUTO_TEST_CASE(fewer_rows_need_leave_of_the_migration_or_for_the_run) {
    std::vector<Migration> files{migration("1"), migration("2")};
    const auto leave = [](const Plan& plan) {
        std::string text;
        for (const Step& step : plan.steps) text += step.fewer_rows ? 'y' : 'n';
        return text;
    };
    BOOST_TEST(leave(up(files, {}, {.allows = {"drop-table"}})) == "nn");
    BOOST_TEST(leave(up(files, {}, {.allows = {"fewer-rows"}})) == "yy");
    BOOST_TEST(leave(up(files, {}, {.allows = {"all"}})) == "yy");
    files[1].up.allows = {"fewer-rows"};
    BOOST_TEST(leave(up(files, {})) == "ny");
    BOOST_TEST(leave(down(files, history(files))) == "n");
    BOOST_TEST(leave(down(files, history(files), {.allows = {"fewer-rows"}})) == "y");
}

BOOST_AUTO_TEST_CASE(one_transaction_for_all_has_no_room_for_what_cannot_be_in_one) {
    for (const char* const text : {"VACUUM;", "PRAGMA a; create table u (x int);"}) {
        const std::vector<Migration> files{migration("1"), migration("2", text)};
        BOOST_TEST(contains(
            failure(ExitCode::usage, [&] { up(files, {}, {.scope = TransactionScope::all}); }),
            "2.sql"));
    }
}

BOOST_AUTO_TEST_CASE(recording_runs_nothing) {
    const Plan plan = up(three, {}, {.effect = Effect::record});
    BOOST_TEST((plan.steps[0].mode == StepMode::record));
    BOOST_TEST(plan.steps[0].statements.empty());
    BOOST_TEST(plan.steps[0].down == "drop table t;\n");
}

BOOST_AUTO_TEST_CASE(goes_back_by_the_order_in_which_things_were_applied) {
    const HistoryState state = history({three[0], three[2], three[1]});
    BOOST_TEST(versions(down(three, state)) == "2");
    BOOST_TEST(versions(down(three, state, {.steps = {}})) == "231");
    BOOST_TEST(versions(down(three, state, {.target = Version("3"), .steps = {}})) == "2");
    BOOST_TEST(down(three, state).steps[0].losses.size() == 1U);
}

BOOST_AUTO_TEST_CASE(uses_the_down_of_history_where_the_file_is_gone_or_changed) {
    const Plan gone =
        down({}, history({three[0]}), {}, StoredDown{"drop table stored;\n", "", "m1"});
    BOOST_TEST(gone.steps[0].origin == "history");
    BOOST_TEST(gone.steps[0].statements[0].source.text == "drop table stored");
    std::vector<Migration> changed{three[0]};
    changed[0].up = samples::sql("create table other (a int);");
    BOOST_TEST(down(changed, history({three[0]}), {}, StoredDown{"drop table stored;\n", "", "m1"})
                   .steps[0]
                   .origin == "history");
}

BOOST_AUTO_TEST_CASE(the_stored_down_keeps_its_single_statements) {
    const std::string text =
        "select 1;\n-- varve:statement begin\nBODY; BODY;\n-- varve:statement end\nselect 2;\n";
    const Plan plan = down({}, history({three[0]}), {}, StoredDown{text, "", "m1"});
    BOOST_TEST_REQUIRE(plan.steps[0].statements.size() == 3U);
    BOOST_TEST(plan.steps[0].statements[1].source.text == "BODY; BODY;\n");
    BOOST_TEST(plan.steps[0].statements[2].source.line == 5U);
}

BOOST_AUTO_TEST_CASE(the_stored_down_still_runs_without_a_transaction) {
    Migration file = migration("1", "create table t (a int);", "VACUUM;\ndrop table t;");
    file.down->transaction = TransactionMode::none;
    const std::string kept = up({file}, {}).steps[0].down;
    const Plan plan = down({}, history({file}), {}, StoredDown{kept, "", "m1"});
    BOOST_TEST((plan.steps[0].mode == StepMode::journal));
    BOOST_TEST_REQUIRE(plan.steps[0].statements.size() == 2U);
    BOOST_TEST(plan.steps[0].statements[0].source.line == 2U);
}

BOOST_AUTO_TEST_CASE(a_stored_down_that_does_nothing_is_no_way_down) {
    BOOST_TEST(contains(failure(ExitCode::refused,
                                [&] {
                                    down({}, history({three[0]}), {},
                                         StoredDown{"-- (or, instead of a down: …)\n", "", "m1"});
                                }),
                        "the down that history keeps has no statement"));
}

BOOST_AUTO_TEST_CASE(no_way_down_is_refused_with_the_reason) {
    Migration forever = migration("1", "create table t (a int);", "");
    forever.irreversible = "the addresses are gone";
    BOOST_TEST(contains(failure(ExitCode::refused, [&] { down({forever}, history({forever})); }),
                        "the addresses are gone"));
    BOOST_TEST(contains(failure(ExitCode::refused, [&] { down({}, history({three[0]})); }),
                        "no 'varve:down' section"));
    BOOST_TEST(versions(down({forever}, history({forever}), {.effect = Effect::record})) == "1");
}

BOOST_AUTO_TEST_CASE(an_up_that_was_never_written_is_not_run) {
    Migration unfinished = migration("1");
    unfinished.up = {};
    BOOST_TEST(contains(failure(ExitCode::usage, [&] { up({unfinished}, {}); }),
                        "there is nothing below '-- varve:up'"));
}

BOOST_AUTO_TEST_CASE(a_down_that_was_never_written_is_no_way_down) {
    const Migration unfinished = migration("1", "create table t (a int);", "-- to be written\n");
    BOOST_TEST(
        contains(failure(ExitCode::refused, [&] { down({unfinished}, history({unfinished})); }),
                 "has nothing below 'varve:down'"));
    const Migration nothing = migration("1", "-- nothing to do here\n", "-- nor here\n");
    BOOST_TEST(versions(down({nothing}, history({nothing}))) == "1");
}

BOOST_AUTO_TEST_CASE(goes_on_behind_what_the_journal_knows_as_done) {
    const std::vector<Migration> files{migration("1", "VACUUM;\nVACUUM FULL;\nVACUUM;")};
    HistoryState state;
    state.journal = {{.version = Version("1"),
                      .statement = 0,
                      .state = JournalEntry::State::done,
                      .digest = Journal::digest("VACUUM")},
                     {.version = Version("1"),
                      .statement = 1,
                      .state = JournalEntry::State::intent,
                      .digest = Journal::digest("VACUUM FULL")}};
    BOOST_TEST(up(files, state).steps[0].resume_at == 1U);
    state.journal[0].digest = "sha256:other";
    BOOST_TEST(contains(failure(ExitCode::history, [&] { up(files, state); }),
                        "statement 1 is not the one that was run"));
}

BOOST_AUTO_TEST_CASE(what_was_begun_cannot_go_on_without_its_file) {
    HistoryState state = history({three[0]});
    state.journal = {{.version = Version("2"), .direction = Direction::up, .statement = 0}};
    BOOST_TEST(contains(failure(ExitCode::history,
                                [&] {
                                    up({three[0], three[2]}, state);
                                }),
                        "2: was begun and its file is gone"));
}

BOOST_AUTO_TEST_CASE(nothing_is_built_on_a_migration_that_is_half_way_back) {
    HistoryState state = history({three[0]});
    state.journal = {{.version = Version("1"), .direction = Direction::down, .statement = 0}};
    BOOST_TEST(contains(failure(ExitCode::history, [&] { up(three, state); }),
                        "finish it with 'varve revert'"));
    state.journal[0].direction = Direction::up;
    BOOST_TEST(contains(failure(ExitCode::history, [&] { down(three, state); }),
                        "finish it with 'varve run'"));
}

BOOST_AUTO_TEST_SUITE_END()
