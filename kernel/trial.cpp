#include "kernel/trial.hpp"

#include "kernel/compare/schema_difference.hpp"
#include "kernel/engine.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/migrate/step_failure.hpp"
#include "kernel/session.hpp"
#include "varve/db/scratch.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace varve {

namespace {

using State = MigrationStatus::State;
using Schema = std::vector<SchemaObject>;

struct Wording {
    const char *missing, *added, *rows;
};
constexpr Wording after_down{"the down loses ", "the down leaves behind ", "the down leaves "};
constexpr Wording after_second_up{"applied again, it does not make ", "applied again, it makes ",
                                  "applied again, it leaves "};

std::string finding_of(const SchemaDifference& one, const Wording& wording) {
    const SchemaObject &before = one.before, &after = one.after;
    if (one.kind == SchemaDifference::Kind::missing)
        return wording.missing + in_words(before) +
               (before.definition.empty() ? "" : ": " + before.definition);
    if (one.kind == SchemaDifference::Kind::added)
        return wording.added + in_words(after) +
               (after.definition.empty() ? "" : ": " + after.definition);
    if (before.kind == "rows")
        return wording.rows + after.definition + " rows in " + before.name + " where there were " +
               before.definition;
    return wording.rows + in_words(before) + " as '" + after.definition + "' where it was '" +
           before.definition + '\'';
}

void compare(const Schema& before, const Schema& after, const Wording& wording,
             TrialResult& result) {
    for (const SchemaDifference& one : differences(before, after))
        result.findings.push_back(finding_of(one, wording));
    if (!result.findings.empty()) result.outcome = TrialResult::Outcome::failed;
}

// Without what the failure of a real run would ask of a person.
std::string reason_of(const StepFailure& failure) {
    const StepFailure::Facts& facts = failure.facts();
    const std::string line = facts.line == 0 ? "" : ':' + std::to_string(facts.line);
    return facts.file + line + ": " + facts.database.message;
}

// What is no fault of the migration ends the trial.
bool is_about_the_migration(const Error& error) {
    using enum ExitCode;
    constexpr std::array others{interrupted, terminated, unreachable, plugin};
    return std::ranges::find(others, error.exit_code()) == others.end();
}

// Drivers show a name in quotes where it needs them, and with its namespace where that is another.
bool is_called(std::string_view shown, const std::string& name, const Dialect& dialect) {
    return std::ranges::any_of(std::array{name, dialect.quote(name)}, [&](const std::string& one) {
        return shown == one || shown.ends_with('.' + one);
    });
}

void refuse_reaching_beyond(const Plan& plan) {
    for (const Step& step : plan.steps)
        for (const PlannedStatement& statement : step.statements)
            if (statement.traits.beyond_database)
                throw MigrationError(
                    step.origin + ':' + std::to_string(statement.source.line) + ": '" +
                        statement.traits.summary +
                        "' reaches beyond a scratch database, to what all databases of the server "
                        "share, so it is not tried here; name a server on which it may be, with "
                        "--scratch URL",
                    ExitCode::refused);
}

} // namespace

/// Tries migrations one after the other, each in a scratch database that has all before it.
class Trial {
public:
    enum class Reach : std::uint8_t { database, server };

    /// `beside` is asked for scratch databases. With Reach::database what would change the server
    /// itself is refused.
    Trial(Engine& engine, ConnectRequest beside, Reach reach);

    /// All there are for this database, in order.
    std::vector<MigrationStatus> migrations();
    /// Applies it and does no more.
    void pass(const MigrationStatus& migration);
    TrialResult attempt(const MigrationStatus& migration);
    /// Makes what these make, on what was passed.
    void put_in_place(std::vector<Migration> repeatables);
    /// Did the last one leave nothing that others could be tried on?
    bool is_stuck() const { return stuck_; }

private:
    void there_and_back(const MigrationStatus& migration, TrialResult& result);
    void back_and_up(const MigrationStatus& migration, const Schema& before, TrialResult& result);
    void repeat(const MigrationStatus& migration, TrialResult& result);
    void make_in_place();
    void step_aside();
    template <class Deed> bool does(TrialResult& result, const char* failing, Deed deed);
    bool is_repeatable(const MigrationStatus& migration);
    std::string no_way_back(const Version& version);
    void up(const Version& version);
    void down();
    /// It alone, as others may fail.
    void run_repeatable(const Version& version);
    void run(const PlanRequest& request);
    Schema describe();
    void start_over(const Version& version);

    Engine& engine_;
    ConnectRequest beside_;
    Reach reach_;
    const Driver& driver_;
    RunObserver nobody_;
    std::unique_ptr<Scratch> scratch_;
    std::unique_ptr<Engine> inside_; ///< of the scratch database
    std::vector<Migration> in_place_;
    bool stuck_ = false;
};

Trial::Trial(Engine& engine, ConnectRequest beside, Reach reach)
    : engine_(engine), beside_(std::move(beside)), reach_(reach),
      driver_(engine.plugins().driver(beside_.url.scheme())) {
    start_over({});
}

std::vector<MigrationStatus> Trial::migrations() {
    std::vector<MigrationStatus> all;
    for (StatusRow& row : inside_->status().rows) all.push_back(std::move(row.migration));
    return all;
}

void Trial::pass(const MigrationStatus& migration) {
    if (is_repeatable(migration))
        run_repeatable(migration.version);
    else
        up(migration.version);
}

TrialResult Trial::attempt(const MigrationStatus& migration) {
    TrialResult result{migration.version, migration.name, migration.origin};
    stuck_ = !does(result, "what is in its way cannot be dropped: ", [&] { step_aside(); });
    if (stuck_) return result;
    if (is_repeatable(migration))
        repeat(migration, result);
    else
        there_and_back(migration, result);
    return result;
}

void Trial::there_and_back(const MigrationStatus& migration, TrialResult& result) {
    const Schema before = describe();
    stuck_ = !does(result, "the up fails: ", [&] { up(migration.version); });
    if (stuck_) return;
    if (std::string reason = no_way_back(migration.version); !reason.empty()) {
        result.outcome = TrialResult::Outcome::skipped;
        result.findings.push_back(std::move(reason));
        return;
    }
    back_and_up(migration, before, result);
    if (result.outcome != TrialResult::Outcome::failed) return;
    stuck_ =
        !does(result, "nothing can be tried behind it: ", [&] { start_over(migration.version); });
}

void Trial::back_and_up(const MigrationStatus& migration, const Schema& before,
                        TrialResult& result) {
    const Schema after = describe();
    if (!does(result, "the down fails: ", [&] { down(); })) return;
    compare(before, describe(), after_down, result);
    if (does(result, "it cannot be applied again: ", [&] { up(migration.version); }))
        compare(after, describe(), after_second_up, result);
}

void Trial::repeat(const MigrationStatus& migration, TrialResult& result) {
    stuck_ = !does(result, "it fails: ", [&] { run_repeatable(migration.version); });
    if (stuck_) return;
    const Schema once = describe();
    inside_->outdate(migration.version);
    stuck_ = !does(result, "it cannot be run again: ", [&] { run_repeatable(migration.version); });
    if (!stuck_) compare(once, describe(), after_second_up, result);
}

void Trial::put_in_place(std::vector<Migration> repeatables) {
    in_place_ = std::move(repeatables);
    make_in_place();
}

// With the texts that made them, in the place of the files, which may say something else now.
void Trial::make_in_place() {
    std::vector<Migration> all = inside_->migrations().all();
    all.insert(all.end(), in_place_.begin(), in_place_.end());
    MigrationSet files = std::exchange(inside_->loaded(), MigrationSet(std::move(all)));
    for (const Migration& migration : in_place_) try {
            run_repeatable(migration.version);
        } catch (const Error& error) {
            if (!is_about_the_migration(error)) throw;
            engine_.observer_.remark(migration.version.text() +
                                     " is not in place while this is tried: " + error.what());
        }
    inside_->loaded() = std::move(files);
}

// What a run of all that is pending drops first.
void Trial::step_aside() {
    if (in_place_.empty()) return;
    const auto session = inside_->open(ConnectRequest::Missing::refuse);
    const HistoryState state = session->history().read();
    Plan plan;
    try {
        plan = inside_->make_plan(*session, state,
                                  {.up = {.out_of_order = OutOfOrder::apply, .allows = {"all"}}});
    } catch (const MigrationError&) {
        return; // one that cannot be run as it is written is told when its turn comes
    }
    plan.steps.erase(std::ranges::find(plan.steps, Direction::up, &Step::direction),
                     plan.steps.end());
    if (plan.empty()) return;
    for (const Step& step : plan.steps)
        std::erase_if(in_place_, [&](const Migration& migration) {
            return migration.version == step.version;
        });
    const auto lock = session->lock(this_process());
    wait_for_lock(*lock, engine_.config().duration("migrate.wait_lock"), nobody_,
                  engine_.interruption_);
    inside_->carry_out({*session, *lock, {}}, state, std::move(plan));
}

template <class Deed> bool Trial::does(TrialResult& result, const char* failing, Deed deed) {
    const auto failed = [&](const std::string& reason) {
        result.outcome = TrialResult::Outcome::failed;
        result.findings.push_back(failing + reason);
        return false;
    };
    try {
        deed();
        return true;
    } catch (const StepFailure& failure) {
        if (!is_about_the_migration(failure)) throw;
        return failed(reason_of(failure));
    } catch (const Error& error) {
        if (!is_about_the_migration(error)) throw;
        return failed(error.what());
    }
}

bool Trial::is_repeatable(const MigrationStatus& migration) {
    return inside_->migrations().find_repeatable(migration.version) != nullptr;
}

std::string Trial::no_way_back(const Version& version) {
    const Migration* const migration = inside_->migrations().find(version);
    if (!migration->irreversible.empty()) return "irreversible: " + migration->irreversible;
    return migration->down ? "" : "has no 'varve:down'";
}

void Trial::up(const Version& version) {
    run({.direction = Direction::up,
         .up = {.target = version, .out_of_order = OutOfOrder::apply, .allows = {"all"}}});
}

void Trial::down() {
    run({.direction = Direction::down, .down = {.steps = 1}});
}

void Trial::run_repeatable(const Version& version) {
    run({.direction = Direction::up, .up = {.allows = {"all"}, .only = {version}}});
}

void Trial::run(const PlanRequest& request) {
    if (reach_ == Reach::database) refuse_reaching_beyond(inside_->plan(request));
    inside_->run(request);
}

Schema Trial::describe() {
    const auto connection = inside_->connect();
    std::optional<Schema> schema = driver_.describe(*connection);
    if (!schema)
        throw ConfigError("the driver " + std::string(driver_.name()) +
                          " cannot tell what a database holds, so nothing can be compared");
    const Bookkeeping own{.prefix = engine_.config().text("migrate.prefix")};
    std::erase_if(*schema, [&](const SchemaObject& object) {
        return std::ranges::any_of(
            std::array{"history", "log", "journal", "lock"}, [&](const char* table) {
                return is_called(object.table, own.name(table), connection->dialect());
            });
    });
    return *std::move(schema);
}

// In a new scratch database, with all up to `version` applied.
void Trial::start_over(const Version& version) {
    inside_.reset();
    scratch_.reset();
    scratch_ = driver_.make_scratch(beside_);
    if (scratch_ == nullptr)
        throw ConfigError("the driver " + std::string(driver_.name()) +
                          " makes no scratch databases");
    inside_ = std::make_unique<Engine>(engine_.config().for_scratch(scratch_->url()), nobody_,
                                       engine_.interruption_);
    if (version.empty()) return;
    up(version);
    make_in_place();
}

namespace {

std::vector<Version> to_be_tried(StatusReport report) {
    std::vector<Version> versions;
    for (StatusRow& row : report.rows)
        if (row.migration.state == State::pending || row.migration.state == State::late ||
            row.migration.state == State::outdated)
            versions.push_back(std::move(row.migration.version));
    return versions;
}

} // namespace

std::vector<TrialResult> Engine::try_migrations(const TrialRequest& request) {
    if (request.scratch.empty() && config_.profile() == "production")
        throw ConfigError("profile production: say with --scratch URL where the scratch database "
                          "may be made, for it is not made beside that one");
    migrations();
    ConnectRequest beside = connect_request(ConnectRequest::Missing::refuse);
    if (!request.scratch.empty()) beside.url = Url::parse(request.scratch);
    std::vector<Version> wanted;
    if (!request.all) wanted = to_be_tried(status());
    if (!request.all && wanted.empty()) return {};

    Trial trial(*this, std::move(beside),
                request.scratch.empty() ? Trial::Reach::database : Trial::Reach::server);
    std::vector<Migration> in_place;
    if (!request.all) in_place = applied_repeatables();
    const std::vector<MigrationStatus> known = trial.migrations();
    const auto is_wanted = [&](const MigrationStatus& migration) {
        return request.all || std::ranges::find(wanted, migration.version) != wanted.end();
    };
    // Behind it the repeatable ones have what they were made on.
    const auto last_applied =
        std::find_if(known.rbegin(), known.rend(), [&](const auto& migration) {
            return !migration.repeatable && !is_wanted(migration);
        });
    std::vector<TrialResult> results;
    for (const MigrationStatus& migration : known) {
        if (!in_place.empty() && (last_applied == known.rend() || &migration > &*last_applied))
            trial.put_in_place(std::exchange(in_place, {}));
        if (!is_wanted(migration) && !trial.is_stuck()) trial.pass(migration);
        if (!is_wanted(migration)) continue;
        results.push_back(trial.is_stuck() ? TrialResult{migration.version,
                                                         migration.name,
                                                         migration.origin,
                                                         TrialResult::Outcome::skipped,
                                                         {"what comes before it failed"}}
                                           : trial.attempt(migration));
        if (request.on_result) request.on_result(results.back());
    }
    return results;
}

std::string_view to_string(TrialResult::Outcome outcome) noexcept {
    switch (outcome) {
    case TrialResult::Outcome::passed: return "passed";
    case TrialResult::Outcome::failed: return "failed";
    case TrialResult::Outcome::skipped: break;
    }
    return "skipped";
}

} // namespace varve
