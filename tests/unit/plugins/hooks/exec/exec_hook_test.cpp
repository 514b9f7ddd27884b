#include "plugins/hooks/exec/exec_hook.hpp"

#include "support/no_connection.hpp"
#include "support/temp_dir.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"
#include "varve/secret.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace varve;
using exec::ExecHook;
using nlohmann::json;

namespace {

std::vector<std::string> logged;

void keep(log::Level level, std::string_view message) {
    logged.push_back((level == log::Level::warning ? "warning " : "info ") + std::string(message));
}

struct Fixture {
    test::TempDir folder;
    test::NoConnection connection;
    Plan plan;
    RunEvent run{.plan = plan,
                 .connection = connection,
                 .run_id = "r1",
                 .who = "al\"ice\\\n\x01",
                 .profile = "production",
                 .database = "sqlite:a.db"};
    Step step;
    Settings::Values values;

    Fixture() {
        step.version = Version("20260101000000");
        step.name = "create_users";
        step.origin = "migrations/20260101000000_create_users.sql";
        step.losses = {{"drop-table", "drops table t", "t"}};
        plan.dialect = "sqlite";
        plan.steps = {step};
        logged.clear();
        log::set_sink(&keep, log::Level::info);
    }
    ~Fixture() { log::set_sink(nullptr, log::Level::info); }

    void script(const std::string& name, std::vector<std::string> points,
                const std::string& command) {
        values[name + ".points"] = std::move(points);
        values[name + ".command"] = command;
        values[name + ".shell"] = true;
    }
    ExecHook hook() const { return ExecHook(Settings("exec", values), folder.path()); }
    std::string file(const char* name) const { return test::read_file(folder / name); }
};

template <class Call> std::string failure_of(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(exec_hook, Fixture)

BOOST_AUTO_TEST_CASE(a_script_gets_the_event_as_a_document) {
    script("it", {"before_run", "before_step", "after_step", "after_run", "on_failure"},
           "cat >$VARVE_POINT.json");
    ExecHook exec = hook();
    const MigrationError error("it \"failed\"\n\tbadly \xff", ExitCode::refused);
    BOOST_TEST(exec.before_run(run).proceed);
    BOOST_TEST(exec.before_step(run, step).proceed);
    exec.after_step(run, step, {.duration = std::chrono::milliseconds(7), .steps_done = 1});
    exec.on_failure(run, nullptr, error);
    exec.after_run(run, {.duration = std::chrono::milliseconds(9), .error = &error});
    for (const char* const point :
         {"before_run", "before_step", "after_step", "after_run", "on_failure"})
        BOOST_TEST_CONTEXT(point) {
            const json event = json::parse(file((point + std::string(".json")).c_str()));
            BOOST_TEST(event["format"] == 1);
            BOOST_TEST(event["point"] == point);
            BOOST_TEST(event["run_id"] == "r1");
            BOOST_TEST(event["who"] == run.who);
            BOOST_TEST(event["profile"] == "production");
            BOOST_TEST(event["database"] == "sqlite:a.db");
            BOOST_TEST(event["dialect"] == "sqlite");
            BOOST_TEST(event["direction"] == "up");
            BOOST_TEST(event["transaction"] == "each");
            BOOST_TEST(event["steps"].size() == 1U);
        }
    const json before = json::parse(file("before_step.json"));
    BOOST_TEST(before["step"] == before["steps"][0]);
    BOOST_TEST(before["step"] ==
               json({{"version", "20260101000000"},
                     {"name", "create_users"},
                     {"origin", step.origin},
                     {"direction", "up"},
                     {"mode", "transaction"},
                     {"losses", {{{"rule", "drop-table"}, {"reason", "drops table t"}}}}}));
    const json after = json::parse(file("after_step.json"));
    BOOST_TEST(after["outcome"] == json({{"duration_ms", 7}, {"steps_done", 1}}));
    BOOST_TEST(!after.contains("error"));
    const json told{{"message", "it \"failed\"\n\tbadly \ufffd"}, {"exit_code", 5}};
    BOOST_TEST(json::parse(file("on_failure.json"))["error"] == told);
    BOOST_TEST(!json::parse(file("on_failure.json")).contains("step"));
    BOOST_TEST(json::parse(file("after_run.json"))["error"] == told);
}

BOOST_AUTO_TEST_CASE(and_the_facts_and_of_our_environment_what_is_harmless_or_passed) {
    ::setenv("VARVE_URL", "postgresql://ann:hunter2@db/app", 1);
    ::setenv("VARVE_PASSWORD", "hunter2", 1);
    ::setenv("PGPASSWORD", "hunter2", 1);
    ::setenv("VARVE_TEST_TOKEN", "passed", 1);
    script("it", {"before_step", "after_run"}, "env >$VARVE_POINT");
    values["it.pass"] = std::vector<std::string>{"VARVE_TEST_TOKEN", "VARVE_TEST_NOT_SET"};
    ExecHook exec = hook();
    exec.before_step(run, step);
    const MigrationError error("it failed " + std::string(1'000'000, 'x'), ExitCode::history);
    exec.after_run(run,
                   {.duration = std::chrono::milliseconds(9), .steps_done = 3, .error = &error});
    for (const char* const name : {"VARVE_URL", "VARVE_PASSWORD", "PGPASSWORD"}) ::unsetenv(name);

    const std::string before = '\n' + file("before_step"), after = '\n' + file("after_run");
    for (const char* const line :
         {"VARVE_POINT=before_step", "VARVE_RUN_ID=r1", "VARVE_WHO=al\"ice\\",
          "VARVE_PROFILE=production", "VARVE_DATABASE=sqlite:a.db", "VARVE_DIALECT=sqlite",
          "VARVE_DIRECTION=up", "VARVE_STEPS=1", "VARVE_STEP_VERSION=20260101000000",
          "VARVE_STEP_NAME=create_users", "VARVE_TEST_TOKEN=passed"})
        BOOST_TEST(before.find('\n' + std::string(line) + '\n') != std::string::npos, line);
    for (const char* const line :
         {"VARVE_DURATION_MS=9", "VARVE_STEPS_DONE=3", "VARVE_EXIT_CODE=6"})
        BOOST_TEST(after.find('\n' + std::string(line) + '\n') != std::string::npos, line);
    BOOST_TEST(after.find("\nVARVE_ERROR=it failed x") != std::string::npos);
    BOOST_TEST(before.find("\nPATH=") != std::string::npos);
    BOOST_TEST((before + after).find("hunter2") == std::string::npos);
    BOOST_TEST((before + after).find("NOT_SET") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(exit_code_10_says_no_and_why) {
    script("a", {"before_run", "before_step"}, "exit 0");
    script("b", {"before_run"}, "echo looking; echo no disk; exit 10");
    script("c", {"before_run"}, "touch called");
    script("d", {"before_step"}, "exit 10");
    const Verdict verdict = hook().before_run(run);
    BOOST_TEST(!verdict.proceed);
    BOOST_TEST(verdict.reason == "script 'b': no disk");
    BOOST_TEST(!std::filesystem::exists(folder / "called"));
    BOOST_TEST(hook().before_step(run, step).reason == "script 'd' said no, and not why");
}

BOOST_AUTO_TEST_CASE(any_other_end_is_a_failure_that_is_told) {
    struct Case {
        const char *name, *command, *sentence;
    };
    for (const Case& c : {
             Case{"exit_code", "echo fine; echo broken >&2; echo end; exit 3",
                  "hook 'exec': script 'it' ended with exit code 3: broken"},
             Case{"nothing_said", "exit 1", "hook 'exec': script 'it' ended with exit code 1"},
             Case{"signal", "kill -SEGV $$",
                  "hook 'exec': script 'it' was ended by signal 11 (Segmentation fault)"},
             Case{"timeout", "echo waiting; sleep 60",
                  "hook 'exec': script 'it' was ended, for it took longer than 200 ms; if it may, "
                  "raise exec.it.timeout: waiting"},
             Case{"says_no_too_late", "trap 'exit 10' TERM; sleep 60 & wait",
                  "hook 'exec': script 'it' was ended, for it took longer than 200 ms; if it may, "
                  "raise exec.it.timeout"},
         })
        BOOST_TEST_CONTEXT(c.name) {
            script("it", {"before_run", "after_run"}, c.command);
            values["it.timeout"] = "200ms";
            BOOST_TEST(failure_of([&] { hook().before_run(run); }) == c.sentence);
            BOOST_TEST(failure_of([&] { hook().after_run(run, {}); }) == c.sentence);
        }
    values = {{"it.points", "before_run"}, {"it.command", "./it"}};
    std::filesystem::permissions(folder.write("it", "no script"),
                                 std::filesystem::perms::owner_all);
    BOOST_TEST(failure_of([&] { hook().before_run(run); }) ==
               "hook 'exec': script 'it' cannot be started: Exec format error; a script begins "
               "with #! and its interpreter");
}

BOOST_AUTO_TEST_CASE(afterwards_all_scripts_are_called_and_all_failures_told) {
    script("a", {"after_step"}, "exit 10");
    script("b", {"after_step"}, "touch called");
    script("c", {"after_step"}, "exit 2");
    BOOST_TEST(failure_of([&] { hook().after_step(run, step, {}); }) ==
               "hook 'exec': script 'a' ended with exit code 10; hook 'exec': script 'c' ended "
               "with exit code 2");
    BOOST_TEST(std::filesystem::exists(folder / "called"));
}

BOOST_AUTO_TEST_CASE(what_a_script_says_is_logged_line_by_line_without_secrets) {
    const Secret secret("hunter2");
    script("it", {"before_run"},
           "echo one; printf 'the password is hunter2\\033[2J\\n'; printf two; echo oh >&2");
    BOOST_TEST(hook().before_run(run).proceed);
    std::ranges::sort(logged);
    BOOST_TEST(logged ==
                   (std::vector<std::string>{"info it: one", "info it: the password is ***\\x1b[2J",
                                             "info it: two", "warning it: oh"}),
               boost::test_tools::per_element());
    script("it", {"before_run"}, "echo hunter2; exit 10");
    BOOST_TEST(hook().before_run(run).reason == "script 'it': ***");
}

BOOST_AUTO_TEST_CASE(a_stop_ends_a_script_and_the_next_is_not_called) {
    script("a", {"before_run"}, "trap 'exit 0' TERM; sleep 60 & wait");
    script("b", {"before_run"}, "touch called");
    std::stop_source source;
    source.request_stop();
    run.stop = source.get_token();
    BOOST_TEST(failure_of([&] { hook().before_run(run); }) ==
               "hook 'exec': script 'a' was told to stop");
    BOOST_TEST(!std::filesystem::exists(folder / "called"));
}

BOOST_AUTO_TEST_SUITE_END()
