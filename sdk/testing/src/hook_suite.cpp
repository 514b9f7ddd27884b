#include "varve/testing/hook_suite.hpp"

#include "rehearsal_project.hpp"
#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <memory>
#include <optional>

namespace varve::testing {

namespace {

using namespace std::chrono_literals;

Step step(const std::string& version, Direction direction, StepMode mode = StepMode::transaction) {
    return {.version = Version(version),
            .name = "add_pebbles",
            .origin = "migrations/" + version + "_add_pebbles.sql",
            .direction = direction,
            .mode = mode,
            .checksums = {"sha256:" + std::string(64, '0'), "tokens1:" + std::string(64, '1')},
            .statements = {{{.text = "CREATE TABLE pebble (id INTEGER)"}, {}},
                           {{.text = "SELECT 'it''s; done'", .line = 2}, {}}},
            .down = "DROP TABLE pebble",
            .losses = {{"drop-table", "drops table pebble with all its rows", "pebble"}}};
}

Plan plan_of(Direction direction, std::vector<Step> steps) {
    Plan plan;
    plan.direction = direction;
    plan.dialect = "sqlite";
    plan.history = "sha256:00";
    plan.steps = std::move(steps);
    return plan;
}

/// Brings a hook the events of one run, as the runner does, and watches what it does to the
/// session.
class Rehearsal {
public:
    Rehearsal(Report& report, Hook& hook, Connection& connection, const Plan& plan)
        : report_(report), hook_(hook),
          connection_(connection), event_{.plan = plan,
                                          .connection = connection,
                                          .run_id = "01jd0000000000000000000000",
                                          .who = "alice@build-7 pid 4711",
                                          .profile = "",
                                          .database = "sqlite:///tmp/pebbles.db"} {}

    RunEvent& event() noexcept { return event_; }
    const std::string& veto() const noexcept { return veto_; }

    /// Whether the hook lets it go on; the reason of a veto is kept.
    bool before_run() {
        return goes_on("before_run", [&] { return hook_.before_run(event_); });
    }
    bool before_step(const Step& step) {
        return goes_on("before_step", [&] { return hook_.before_step(event_, step); });
    }
    void after_step(const Step& step, const Error* error = nullptr) {
        hook_.after_step(event_, step, {.duration = 12ms, .steps_done = 1, .error = error});
        leaves_the_session_alone("after_step");
    }
    void on_failure(const Step* step, const Error& error) {
        hook_.on_failure(event_, step, error);
        leaves_the_session_alone("on_failure");
    }
    void after_run(std::size_t done, const Error* error = nullptr) {
        hook_.after_run(event_, {.duration = 34ms, .steps_done = done, .error = error});
        leaves_the_session_alone("after_run");
    }

    /// A run in which all goes well; a veto ends it.
    void run() {
        if (!before_run()) return;
        std::size_t done = 0;
        for (const Step& one : event_.plan.steps) {
            if (!before_step(one)) break;
            after_step(one);
            ++done;
        }
        after_run(done);
    }

private:
    template <class Ask> bool goes_on(const char* when, Ask ask) {
        const Verdict verdict = ask();
        leaves_the_session_alone(when);
        report_.check(verdict.proceed || !verdict.reason.empty(),
                      std::string("a veto in ") + when + " has a reason");
        if (!verdict.proceed) veto_ = verdict.reason;
        return verdict.proceed;
    }

    void leaves_the_session_alone(const std::string& when) {
        report_.check(!connection_.in_transaction(), when + " leaves no transaction open");
    }

    Report& report_;
    Hook& hook_;
    Connection& connection_;
    RunEvent event_;
    std::string veto_ = {};
};

/// One case's hook and session.
struct Stage {
    Report& report;
    const HookFacts& facts;
    Project& project;
    const Settings& settings;
    std::unique_ptr<Connection> connection = project.connect();
    std::unique_ptr<Hook> hook = make();

    std::unique_ptr<Hook> make() const { return facts.make(settings, project); }
    Rehearsal rehearse(const Plan& plan) { return {report, *hook, *connection, plan}; }
};

void has_a_name(Stage& stage) {
    const std::string name(stage.hook->name());
    stage.report.check(!name.empty(), "a hook has a name");
    stage.report.equal(name, stage.facts.name, "it is the name that it is configured by");
    stage.report.equal(std::string(stage.hook->name()), name, "and it stays the same");
}

void bears_an_empty_plan(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {});
    stage.rehearse(plan).run();
}

void bears_a_run_of_one_step(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    stage.rehearse(plan).run();
}

void bears_a_run_of_many_steps(Stage& stage) {
    Plan plan = plan_of(Direction::up, {});
    for (int i = 0; i < 100; ++i)
        plan.steps.push_back(step(std::to_string(20260101000000 + i), Direction::up));
    stage.rehearse(plan).run();
}

void bears_a_run_back(Stage& stage) {
    const Plan plan = plan_of(Direction::down, {step("20260102000000", Direction::down),
                                                step("20260101000000", Direction::down)});
    stage.rehearse(plan).run();
}

void bears_steps_of_every_mode(Stage& stage) {
    const Plan plan =
        plan_of(Direction::up, {step("20260101000000", Direction::up, StepMode::transaction),
                                step("20260102000000", Direction::up, StepMode::journal),
                                step("20260103000000", Direction::up, StepMode::record)});
    stage.rehearse(plan).run();
}

void bears_a_step_without_statements(Stage& stage) {
    Step bare = step("20260101000000", Direction::up);
    bare.statements.clear();
    bare.down.clear();
    bare.irreversible = "because it's over";
    const Plan plan = plan_of(Direction::up, {bare});
    stage.rehearse(plan).run();
}

void bears_odd_words(Stage& stage) {
    Step odd = step("v1.0-β'\"", Direction::up);
    odd.name = "it's \"odd\" \\ 日本\n😀";
    const Plan plan = plan_of(Direction::up, {odd});
    Rehearsal rehearsal = stage.rehearse(plan);
    rehearsal.event().who = "o'bob \"there\" \\ pid 1";
    rehearsal.event().profile = "prod'uction";
    rehearsal.run();
}

const DatabaseError& failure() {
    static const DatabaseError error({.kind = DatabaseError::Kind::duplicate_object,
                                      .message = "table \"pebble\" already exists",
                                      .sqlstate = "42P07",
                                      .statement = "CREATE TABLE pebble (id INTEGER)",
                                      .position = 13});
    return error;
}

void bears_a_step_that_fails(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up),
                                              step("20260102000000", Direction::up)});
    Rehearsal rehearsal = stage.rehearse(plan);
    if (!rehearsal.before_run()) return;
    if (rehearsal.before_step(plan.steps[0])) rehearsal.after_step(plan.steps[0]);
    if (rehearsal.before_step(plan.steps[1])) rehearsal.after_step(plan.steps[1], &failure());
    rehearsal.on_failure(&plan.steps[1], failure());
    rehearsal.after_run(1, &failure());
}

void bears_a_run_that_fails_before_its_first_step(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    const Error error("the migration lock was not obtained", ExitCode::locked);
    Rehearsal rehearsal = stage.rehearse(plan);
    if (!rehearsal.before_run()) return;
    rehearsal.on_failure(nullptr, error);
    rehearsal.after_run(0, &error);
}

// Another hook's veto comes between this hook's events.
void bears_a_run_that_another_hook_stops(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    const Error error("vetoed", ExitCode::vetoed);
    Rehearsal rehearsal = stage.rehearse(plan);
    if (!rehearsal.before_run() || !rehearsal.before_step(plan.steps[0])) return;
    rehearsal.on_failure(&plan.steps[0], error);
    rehearsal.after_run(0, &error);
}

void serves_one_run_after_another(Stage& stage) {
    for (int i = 0; i < 3; ++i) {
        const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
        Rehearsal rehearsal = stage.rehearse(plan);
        rehearsal.event().run_id = "run-" + std::to_string(i);
        rehearsal.run();
    }
}

void leaves_another_of_its_kind_alone(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    const auto other = stage.make();
    Rehearsal mine = stage.rehearse(plan);
    Rehearsal theirs(stage.report, *other, *stage.connection, plan);
    if (!mine.before_run() || !theirs.before_run()) return;
    mine.after_run(0);
    theirs.run();
}

void looks_without_a_change(Stage& stage) {
    Transaction transaction(*stage.connection);
    for (const Diagnosis& diagnosis : stage.hook->diagnose(*stage.connection))
        stage.report.check(diagnosis.severity == Diagnosis::Severity::ok || !diagnosis.what.empty(),
                           "a finding says what was found");
    stage.report.check(stage.connection->in_transaction(), "diagnose leaves its transaction open");
}

void leaves_the_session_usable(Stage& stage) {
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    stage.rehearse(plan).run();
    const Dialect& dialect = stage.connection->dialect();
    const std::string table = dialect.quote("after_the_hook");
    stage.connection->execute("CREATE TABLE " + table + " (" + dialect.quote("id") + ' ' +
                              dialect.column_type(Kind::integer) + ")");
    stage.connection->execute("DROP TABLE " + table);
}

void can_be_made_and_ended_without_a_run(Stage& stage) {
    stage.hook.reset();
    stage.hook = stage.make();
    stage.report.check(stage.hook != nullptr, "a hook can be made a second time");
}

void refuses(const HookFacts& facts, Report& report, const BadSettings& bad) {
    RehearsalProject project(*facts.driver, facts.database);
    try {
        facts.make(bad.settings, project);
    } catch (const ConfigError& error) {
        const std::string sentence = error.what();
        report.check(sentence.find(bad.mentions) != std::string::npos,
                     "the error has the word " + shown(bad.mentions) + ": " + sentence);
        return;
    }
    report.fail("settings that will not do are a ConfigError");
}

void vetoes(const HookFacts& facts, Report& report, const BadSettings& bad) {
    RehearsalProject project(*facts.driver, facts.database);
    Stage stage{report, facts, project, bad.settings};
    const Plan plan = plan_of(Direction::up, {step("20260101000000", Direction::up)});
    Rehearsal rehearsal = stage.rehearse(plan);
    rehearsal.run();
    report.require(!rehearsal.veto().empty(), "the hook stops the run and says why");
    report.check(rehearsal.veto().find(bad.mentions) != std::string::npos,
                 "the reason has the word " + shown(bad.mentions) + ": " + rehearsal.veto());
}

} // namespace

Suite hook_suite(HookFacts given) {
    // Kept by every case of the suite.
    const auto facts = std::make_shared<const HookFacts>(std::move(given));
    Suite suite{.name = facts->name + "_hook"};
    const auto add = [&](std::string name, void (*body)(Stage&)) {
        suite.cases.push_back({std::move(name), [facts, body](Report& report) {
                                   RehearsalProject project(*facts->driver, facts->database);
                                   Stage stage{report, *facts, project, facts->settings};
                                   report.require(stage.hook != nullptr, "the hook can be made");
                                   body(stage);
                               }});
    };
    add("has_a_name", has_a_name);
    add("bears_an_empty_plan", bears_an_empty_plan);
    add("bears_a_run_of_one_step", bears_a_run_of_one_step);
    add("bears_a_run_of_many_steps", bears_a_run_of_many_steps);
    add("bears_a_run_back", bears_a_run_back);
    add("bears_steps_of_every_mode", bears_steps_of_every_mode);
    add("bears_a_step_without_statements", bears_a_step_without_statements);
    add("bears_odd_words", bears_odd_words);
    add("bears_a_step_that_fails", bears_a_step_that_fails);
    add("bears_a_run_that_fails_before_its_first_step",
        bears_a_run_that_fails_before_its_first_step);
    add("bears_a_run_that_another_hook_stops", bears_a_run_that_another_hook_stops);
    add("serves_one_run_after_another", serves_one_run_after_another);
    add("leaves_another_of_its_kind_alone", leaves_another_of_its_kind_alone);
    add("looks_without_a_change", looks_without_a_change);
    add("leaves_the_session_usable", leaves_the_session_usable);
    add("can_be_made_and_ended_without_a_run", can_be_made_and_ended_without_a_run);
    for (const BadSettings& bad : facts->bad_settings)
        suite.cases.push_back({"refuses_" + bad.what,
                               [facts, bad](Report& report) { refuses(*facts, report, bad); }});
    for (const BadSettings& bad : facts->vetoing)
        suite.cases.push_back({"vetoes_a_run_because_of_" + bad.what,
                               [facts, bad](Report& report) { vetoes(*facts, report, bad); }});
    return suite;
}

} // namespace varve::testing
