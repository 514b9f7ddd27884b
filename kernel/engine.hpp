#pragma once

#include "kernel/config/config.hpp"
#include "kernel/diagnose/doctor.hpp"
#include "kernel/generate/generation.hpp"
#include "kernel/load/plugin_registry.hpp"
#include "kernel/migrate/interruption.hpp"
#include "kernel/migrate/observer.hpp"
#include "kernel/migrate/plan_file.hpp"
#include "kernel/migrate/planner.hpp"
#include "kernel/migrate/redo.hpp"
#include "kernel/migrate/runner.hpp"
#include "kernel/trial.hpp"
#include "varve/export.hpp"
#include "varve/schema/change.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace varve {

class HistorySession;
struct SchemaReading;
struct Sides;

struct StatusRow {
    MigrationStatus migration;
    std::string applied_at = {}, applied_by = {}; ///< empty where it is not applied
    std::int64_t duration_ms = 0;
    std::string kind = {};
};

struct VARVE_API StatusReport {
    std::string database; ///< the URL without its password
    std::string server;
    std::vector<StatusRow> rows = {}; ///< in order of versions
    std::optional<LockHolder> running = {};

    std::size_t count(MigrationStatus::State state) const;
    bool up_to_date() const;
};

/// A change of what history says, for `repair`.
struct RepairRequest {
    bool checksums = false; ///< take over the files' checksums
    bool missing = false;   ///< forget applied or half-run migrations whose files are gone
    /// A statement of a half-run migration: "20260101000000:3", the third; see settlement.hpp.
    std::optional<std::string> done = {}, undone = {};
};

/// As a file of them is written.
VARVE_API std::string script_of(const std::vector<std::string>& statements);

/// What makes a schema anew.
struct SchemaDump {
    std::vector<std::string> statements = {}; ///< in order, without the semicolon at their end
    std::vector<std::string> left_out = {};   ///< what can only be named
};

/// What one schema lacks or has too much, compared with another.
struct SchemaDiff {
    std::vector<schema::Change> changes = {};
    std::vector<std::string> statements = {}; ///< that make them
    std::vector<std::string> untouched =
        {}; ///< what the second lacks or has otherwise, and the model no type for
};

/// Everything that one can ask of varve, one function each. An application that migrates when it
/// starts says
///
///     varve::Engine engine(varve::Config::load());
///     engine.run();
///
/// and one that only may read and write rows says `engine.require_up_to_date()`.
///
/// One thread at a time. What cannot be done is thrown as an Error, whose exit code tells its kind.
class VARVE_API Engine {
public:
    explicit Engine(Config config);
    /// `observer` and `interruption` outlive the engine.
    Engine(Config config, RunObserver& observer, Interruption& interruption);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine();

    const Config& config() const noexcept { return config_; }
    PluginRegistry& plugins() noexcept { return plugins_; }

    /// What the configuration says about runs.
    UpRequest up_request() const;
    DownRequest down_request() const;

    StatusReport status();
    /// What was run, as the log in the database has it.
    std::vector<LogRow> log(const LogFilter& filter);
    /// Decides and does nothing else; makes no table and takes no lock.
    Plan plan(const PlanRequest& request);
    /// The same plan, with how the server carries its statements out, as the driver found by trying
    /// them on empty copies in a scratch database; where that cannot be made, a warning says why.
    /// ConfigError where the driver does not do such a thing.
    Plan rehearse(Plan plan);
    /// Runs what is pending; nothing is locked where nothing is.
    RunResult run();
    /// Plans and runs under the lock. With `expected`, refuses where the plan is not that one any
    /// more. Where all that is pending was run, the tables that entities need follow, if
    /// `synchronize` says so. What changed the schema is then in the file of `schema.snapshot`.
    RunResult run(const PlanRequest& request, const PlanFile* expected = nullptr);

    /// Decides both halves of a redo, and does nothing else.
    RedoPlan plan_redo(const RedoRequest& request);
    /// Takes back and applies again, under one lock. Refuses where `expected` is not what would be
    /// taken back any more.
    RunResult redo(const RedoRequest& request, const PlanFile& expected);

    /// MigrationError(pending) where anything is pending or wrong. Only reads.
    void require_up_to_date();

    /// Takes all migrations up to this one as applied, in a database that has no history yet.
    /// Returns how many.
    std::size_t baseline(const Version& version);
    /// Returns what was done, a sentence each.
    std::vector<std::string> repair(const RepairRequest& request);

    /// Tries migrations up, down and up again in a scratch database, and compares what it holds
    /// after each. In order; those that were not asked for are applied on the way.
    std::vector<TrialResult> try_migrations(const TrialRequest& request);

    /// Looks at all that a run needs, and says what is wrong and what to do. Changes nothing;
    /// throws nothing but what an interruption does.
    Examination diagnose();

    /// What the database holds, less varve's own tables. ConfigError where the driver cannot read
    /// it.
    schema::DatabaseSchema read_schema();
    /// What makes all of that in an empty database, always the same for the same schema.
    SchemaDump dump_schema();
    /// Thinks out the migration that makes the database what it shall be, and tries its ways up and
    /// down in a scratch database. Writes nothing. MigrationError(pending) where migrations are
    /// pending, (refused) where only a person can say whether something was renamed.
    Generation generate(const GenerateRequest& request);
    /// The first migration of a database that has none: it makes all that the database holds, as
    /// was tried in a scratch database. Writes nothing. MigrationError(refused) where there are
    /// migrations, or a history.
    Generation pull(const std::string& scratch = {});
    /// What would make the database what its migrations make; they are run in a scratch database,
    /// beside the configured one or that of the URL. Without statements. MigrationError(pending)
    /// where migrations are pending.
    SchemaDiff drift(const std::string& scratch = {});
    /// What makes the one schema into the other. Each is the URL of a database, or the path of a
    /// file with SQL, which is run in a scratch database beside the configured one and read back.
    SchemaDiff compare_schemas(const std::string& from, const std::string& to);

    std::optional<LockHolder> lock_holder();
    bool break_lock();

    /// In what a migration is written.
    enum class Language : std::uint8_t { sql, cpp };
    /// Writes a migration, an empty one where it is not `written` already, and returns its path.
    std::string create_migration(std::string_view name, Language language = Language::sql,
                                 std::string_view written = {});
    std::string create_repeatable(std::string_view name);
    const MigrationSet& migrations();
    /// The migration that this means, among the files and what the database knows.
    Version resolve(std::string_view text);
    /// Opens a session with the configured database.
    std::unique_ptr<Connection> connect();
    /// What the hooks and commands of a plugin work in; the engine outlives it.
    std::unique_ptr<Project> project(std::string plugin);
    /// The request that a Driver gets, with everything but the password printable.
    ConnectRequest connect_request(ConnectRequest::Missing missing) const;

private:
    friend class EngineProject;
    friend class HistorySession;
    friend class Trial;

    MigrationSet& loaded();
    /// Those that concern the session's database; the others are forgotten.
    const MigrationSet& migrations_for(const HistorySession& session);
    std::unique_ptr<HistorySession> open(ConnectRequest::Missing missing);
    Plan make_plan(HistorySession& session, const HistoryState& state, const PlanRequest& request);
    PlanningFacts planning_facts(HistorySession& session, const HistoryState& state);
    ConnectRequest scratch_beside(const std::string& url) const;
    EntityTables entity_tables(const Dialect& dialect, const std::string& name_space);
    SchemaReading read_wanted(const std::string& to, const ConnectRequest& beside);
    Sides read_sides(const std::string& to, const ConnectRequest& beside);
    RedoPlan make_redo_plan(HistorySession& session, const RedoRequest& request);
    RunResult run_pending(const PlanRequest& request, const PlanFile* expected);
    RunResult run_locked(HistorySession& session, const PlanRequest& request, Plan plan,
                         const PlanFile* expected);
    /// A session that holds the lock, and who is called around what is done in it.
    struct LockedSession {
        HistorySession& session;
        MigrationLock& lock;
        std::span<const NamedHook> hooks;
    };
    RunResult carry_out(const LockedSession& locked, const HistoryState& state, Plan plan);
    /// What entities need and the database lacks. MigrationError(refused) where it is more than
    /// that.
    Generation additions();
    void synchronize(RunResult& result);
    /// Writes the file that holds what makes the schema, where one is configured.
    void keep_snapshot(Connection& connection, RunResult& result) noexcept;
    /// Is there a driver for the database?
    bool diagnose_plugins(Examination& examination);
    /// `migrations` is nullptr where they cannot be read.
    void diagnose_database(Examination& examination, MigrationSet* migrations);
    std::vector<Patient::Specialist> specialists();
    /// Hooks of a run on this connection.
    std::vector<NamedHook> make_hooks(Connection& connection);
    NamedHook make_hook(const std::string& name, Connection& connection);
    const Url& url() const;
    const Driver& driver();
    const std::vector<std::unique_ptr<MigrationSource>>& sources();
    void outdate(const Version& repeatable);
    /// The repeatable migrations as the database has them, in the order of their last run.
    std::vector<Migration> applied_repeatables();
    std::unique_ptr<MigrationSource> native_source(std::vector<ContributedMigration> migrations);

    Config config_;
    /// Kept from its first use on: what holds the password is redacted for as long as it lives.
    mutable std::optional<Url> url_;
    std::unique_ptr<RunObserver> own_observer_;
    std::unique_ptr<Interruption> own_interruption_;
    RunObserver& observer_;
    Interruption& interruption_;
    PluginRegistry plugins_;
    std::vector<std::unique_ptr<MigrationSource>> sources_;
    std::optional<MigrationSet> migrations_;
};

} // namespace varve
