#include "kernel/engine_project.hpp"

#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/checksums.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/session.hpp"
#include "varve/db/transaction.hpp"
#include "varve/duration.hpp"
#include "varve/log.hpp"

#include <algorithm>
#include <thread>
#include <unordered_map>

namespace varve {

namespace {

TransactionScope scope_of(const std::string& word) {
    if (word == "all") return TransactionScope::all;
    return word == "none" ? TransactionScope::none : TransactionScope::each;
}

OutOfOrder out_of_order_of(const std::string& word) {
    if (word == "skip") return OutOfOrder::skip;
    return word == "apply" ? OutOfOrder::apply : OutOfOrder::error;
}

Pins pins_of(const Config& config) {
    return read_pins(config.directory() / "varve.lock");
}

} // namespace

std::size_t StatusReport::count(MigrationStatus::State state) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        rows, [&](const StatusRow& row) { return row.migration.state == state; }));
}

bool StatusReport::up_to_date() const {
    return std::ranges::all_of(rows,
                               [](const StatusRow& row) { return is_up_to_date(row.migration); });
}

Engine::Engine(Config config)
    : config_(std::move(config)), own_observer_(std::make_unique<RunObserver>()),
      own_interruption_(std::make_unique<Interruption>()), observer_(*own_observer_),
      interruption_(*own_interruption_), plugins_(config_.plugin_folders(), pins_of(config_)) {
    config_.check_sections(plugins_.manifests());
}

Engine::Engine(Config config, RunObserver& observer, Interruption& interruption)
    : config_(std::move(config)), observer_(observer), interruption_(interruption),
      plugins_(config_.plugin_folders(), pins_of(config_)) {
    config_.check_sections(plugins_.manifests());
}

Engine::~Engine() = default;

UpRequest Engine::up_request() const {
    return {.scope = scope_of(config_.text("migrate.transaction")),
            .out_of_order = out_of_order_of(config_.text("migrate.out_of_order")),
            .allows = config_.list("migrate.allow")};
}

DownRequest Engine::down_request() const {
    return {.scope = scope_of(config_.text("migrate.transaction")),
            .allows = config_.list("migrate.allow")};
}

const Url& Engine::url() const {
    if (!url_) url_ = config_.url();
    return *url_;
}

const Driver& Engine::driver() {
    return plugins_.driver(url().scheme());
}

ConnectRequest Engine::connect_request(ConnectRequest::Missing missing) const {
    return {.url = url(),
            .directory = config_.url_directory(),
            .timeout = config_.duration("connect_timeout"),
            .missing = missing,
            .on_notice = [](std::string_view text) { log::info(text); },
            .role = config_.text("migrate.role")};
}

std::unique_ptr<HistorySession> Engine::open(ConnectRequest::Missing missing) {
    const ConnectRequest request = connect_request(missing);
    const auto deadline =
        std::chrono::steady_clock::now() + config_.duration("migrate.wait_database");
    while (true) {
        try {
            return std::make_unique<HistorySession>(driver(), request, config_, interruption_);
        } catch (const DatabaseError& error) {
            const bool may_come = error.kind() == DatabaseError::Kind::unreachable;
            if (!may_come || std::chrono::steady_clock::now() >= deadline) throw;
            observer_.waiting_for_database(error.what());
        }
        interruption_.stop_here("nothing was run");
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
}

std::unique_ptr<Connection> Engine::connect() {
    return driver().connect(connect_request(ConnectRequest::Missing::create));
}

std::unique_ptr<Project> Engine::project(std::string plugin) {
    return std::make_unique<EngineProject>(*this, std::move(plugin));
}

const std::vector<std::unique_ptr<MigrationSource>>& Engine::sources() {
    if (!sources_.empty()) return sources_;
    const std::filesystem::path directory = config_.path("project.migrations");
    std::vector<ContributedMigration> natives;
    for (const std::string& name : config_.list("project.sources")) {
        std::vector<ContributedMigration> library = plugins_.migrations(name);
        if (library.empty())
            sources_.push_back(plugins_.source(name, {directory, config_.section(name)}));
        std::ranges::move(library, std::back_inserter(natives));
    }
    if (!natives.empty()) sources_.push_back(native_source(std::move(natives)));
    if (sources_.empty()) throw ConfigError("project.sources names no source of migrations");
    return sources_;
}

std::unique_ptr<MigrationSource>
Engine::native_source(std::vector<ContributedMigration> migrations) {
    return plugins_.source("native", {config_.path("project.migrations"), config_.section("native"),
                                      std::move(migrations)});
}

MigrationSet& Engine::loaded() {
    if (!migrations_)
        migrations_ = guarded_call("source", "reading migrations",
                                   [&] { return MigrationSet::load(sources()); });
    return *migrations_;
}

const MigrationSet& Engine::migrations() {
    return loaded();
}

const MigrationSet& Engine::migrations_for(const HistorySession& session) {
    MigrationSet& set = loaded();
    set.keep_only(session.dialect().name());
    return set;
}

StatusReport Engine::status() {
    migrations();
    const auto session = open(ConnectRequest::Missing::pretend);
    const MigrationSet& set = migrations_for(*session);
    const HistoryState state = session->history().read();
    const auto details = session->history().details();
    std::unordered_map<std::string_view, const AppliedDetails*> details_of;
    for (const AppliedDetails& one : details) details_of.emplace(one.version.text(), &one);
    StatusReport report{.database = url().text(),
                        .server = std::string(session->dialect().server())};
    for (MigrationStatus& migration :
         compare(set, state, session->dialect(), config_.placeholders())) {
        StatusRow row{.migration = std::move(migration)};
        const auto found = details_of.find(row.migration.version.text());
        if (found != details_of.end()) {
            const AppliedDetails& applied = *found->second;
            row.applied_at = applied.applied_at;
            row.applied_by = applied.applied_by;
            row.duration_ms = applied.duration_ms;
            row.kind = applied.kind;
        }
        report.rows.push_back(std::move(row));
    }
    return report;
}

std::vector<LogRow> Engine::log(const LogFilter& filter) {
    return open(ConnectRequest::Missing::pretend)->history().read_log(filter);
}

Version Engine::resolve(std::string_view text) {
    migrations();
    const auto session = open(ConnectRequest::Missing::pretend);
    const std::vector<MigrationStatus> known =
        compare(migrations_for(*session), session->history().read(), session->dialect());
    return known[varve::resolve(text, names_of(known))].version;
}

Plan Engine::make_plan(HistorySession& session, const HistoryState& state,
                       const PlanRequest& request) {
    const PlanningFacts facts = planning_facts(session, state);
    return request.direction == Direction::up ? plan_up(facts, request.up)
                                              : plan_down(facts, request.down);
}

PlanningFacts Engine::planning_facts(HistorySession& session, const HistoryState& state) {
    return {migrations_for(session), state, session.dialect(),
            [&session](const Version& version) { return session.history().stored_down(version); },
            config_.placeholders()};
}

Plan Engine::plan(const PlanRequest& request) {
    migrations();
    const auto session = open(ConnectRequest::Missing::pretend);
    Plan plan = make_plan(*session, session->history().read(), request);
    for (std::string& advice : session->driver().advice(session->connection(), plan))
        plan.warnings.push_back(std::move(advice));
    for (std::string& remark : session->driver().review(session->connection(), plan))
        plan.warnings.push_back(std::move(remark));
    return plan;
}

Plan Engine::rehearse(Plan plan) {
    const std::string name(driver().name());
    const ConnectRequest request = connect_request(ConnectRequest::Missing::refuse);
    try {
        if (!guarded_call(name, "rehearsing the plan",
                          [&] { return driver().rehearse(request, plan); }))
            throw ConfigError("the driver " + name +
                              " rehearses no plans; leave --rehearse out, and the plan says by "
                              "rule what its statements lock");
    } catch (const DatabaseError& error) {
        plan.warnings.push_back(std::string("the plan was not rehearsed: ") + error.what());
    }
    interruption_.stop_here("nothing was run");
    return plan;
}

RunResult Engine::run() {
    return run({.direction = Direction::up, .up = up_request()});
}

RunResult Engine::run(const PlanRequest& request, const PlanFile* expected) {
    RunResult result = run_pending(request, expected);
    const UpRequest& up = request.up;
    const bool all = request.direction == Direction::up && expected == nullptr && !up.target &&
                     !up.steps && up.only.empty() && up.effect == Effect::run;
    if (all && config_.flag("synchronize")) synchronize(result);
    return result;
}

RunResult Engine::run_pending(const PlanRequest& request, const PlanFile* expected) {
    migrations(); // what is wrong with them is said before anything is opened
    const auto session = open(ConnectRequest::Missing::create);
    return guarded_call(session->driver().name(), "running migrations", [&] {
        session->limit_waiting(config_.duration("migrate.lock_timeout"));
        Plan plan = make_plan(*session, session->history().read(), request);
        if (expected != nullptr) require_same_plan(*expected, plan);
        if (!plan.empty()) return run_locked(*session, request, std::move(plan), expected);
        for (const std::string& warning : plan.warnings) observer_.remark(warning);
        return RunResult{};
    });
}

RunResult Engine::run_locked(HistorySession& session, const PlanRequest& request, Plan plan,
                             const PlanFile* expected) {
    const std::vector<NamedHook> hooks = make_hooks(session.connection());
    const auto lock = session.lock(this_process());
    wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);

    // Between the first look and the lock another run may have done it all.
    session.history().create_tables();
    const HistoryState state = session.history().read();
    if (state.fingerprint() != plan.history) {
        plan = make_plan(session, state, request);
        if (expected != nullptr) require_same_plan(*expected, plan);
        if (plan.empty()) return {};
    }
    return carry_out({session, *lock, hooks}, state, std::move(plan));
}

RunResult Engine::carry_out(const LockedSession& locked, const HistoryState& state, Plan plan) {
    const auto& [session, lock, hooks] = locked;
    for (std::string& advice : session.driver().advice(session.connection(), plan))
        plan.warnings.push_back(std::move(advice));
    for (const std::string& warning : plan.warnings) observer_.remark(warning);

    const RunIdentity identity{new_run_id(), this_process()};
    const RunTimeouts timeouts{config_.duration("migrate.lock_timeout"),
                               config_.duration("migrate.statement_timeout")};
    RunContext context{session.connection(),
                       session.history(),
                       session.journal(),
                       lock,
                       observer_,
                       interruption_,
                       identity,
                       timeouts,
                       config_.list("invariants.tables")};
    const RunEvent event{plan,         session.connection(), identity.run_id,
                         identity.who, config_.profile(),    url().text()};
    RunResult result;
    try {
        Runner(std::move(context), hooks, event).run(state, result);
    } catch (const Error&) {
        if (result.steps_done > 0) keep_snapshot(session.connection(), result);
        if (!result.snapshot_failure.empty()) log::warning(result.snapshot_failure);
        throw;
    }
    keep_snapshot(session.connection(), result);
    return result;
}

std::vector<NamedHook> Engine::make_hooks(Connection& connection) {
    std::vector<NamedHook> hooks;
    for (const std::string& name : config_.list("project.hooks"))
        hooks.push_back(make_hook(name, connection));
    return hooks;
}

NamedHook Engine::make_hook(const std::string& name, Connection& connection) {
    auto project = std::make_unique<EngineProject>(*this, name, &connection);
    auto hook = plugins_.hook(name, config_.section(name), *project);
    return {name, std::move(project), std::move(hook)};
}

void Engine::require_up_to_date() {
    migrations();
    const auto session = open(ConnectRequest::Missing::refuse);
    const MigrationSet& set = migrations_for(*session);
    std::string problems;
    std::size_t count = 0;
    for (const MigrationStatus& status :
         compare(set, session->history().read(), session->dialect(), config_.placeholders())) {
        if (is_up_to_date(status)) continue;
        if (++count <= 5)
            problems += "\n  " + status.version.text() + ' ' + status.name + ": " +
                        std::string(to_string(status.state));
    }
    if (count == 0) return;
    if (count > 5) problems += "\n  and " + std::to_string(count - 5) + " more";
    throw MigrationError("the database is not up to date; have 'varve run' run by a role that may" +
                             problems,
                         ExitCode::pending);
}

std::size_t Engine::baseline(const Version& version) {
    migrations();
    const auto session = open(ConnectRequest::Missing::refuse);
    const RunIdentity identity{new_run_id(), this_process()};
    const auto lock = session->lock(identity.who);
    wait_for_lock(*lock, config_.duration("migrate.wait_lock"), observer_, interruption_);
    History& history = session->history();
    history.create_tables();
    if (!history.read().empty())
        throw MigrationError(
            "this database has a history already; a baseline is for one that has none. "
            "'varve run --fake' records single migrations",
            ExitCode::refused);
    PlanRequest request{.up = {.target = version, .effect = Effect::record}};
    const Plan plan = make_plan(*session, {}, request);
    std::vector<Statement> statements;
    std::int64_t ordinal = 0;
    for (const Step& step : plan.steps) {
        statements.push_back(session->journal().clear(step.version));
        statements.push_back(history.insert(step, ++ordinal, "baseline", 0, identity));
        statements.push_back(history.log({.event = "baseline", .step = &step}, identity));
    }
    Transaction transaction(session->connection(), {.access = Access::write});
    transaction.commit(statements);
    return plan.steps.size();
}

std::optional<LockHolder> Engine::lock_holder() {
    const auto session = open(ConnectRequest::Missing::refuse);
    return session->lock(this_process())->holder();
}

bool Engine::break_lock() {
    const auto session = open(ConnectRequest::Missing::refuse);
    const RunIdentity identity{new_run_id(), this_process()};
    const bool broken = session->lock(identity.who)->break_lock();
    if (!broken) return false;
    try {
        if (session->history().exists())
            session->connection().execute(session->history().log({.event = "unlocked"}, identity));
    } catch (const DatabaseError& error) {
        // It is broken all the same; the run that had it may be writing at this moment.
        log::warning(std::string("that the lock was broken could not be recorded: ") +
                     error.what());
    }
    return true;
}

} // namespace varve
