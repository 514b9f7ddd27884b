#include "apps/varve/plugin_suites.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/testing/hook_suite.hpp"
#include "varve/testing/source_suite.hpp"

#include <cstdlib>
#include <filesystem>

namespace varve {

using namespace testing;

namespace {

// A server that lets in whoever comes has no wrong passwords.
std::optional<Url> with_wrong_password(const TestDatabase& database) {
    ConnectRequest request = database.request();
    const std::optional<Secret> right = request.url.password();
    if (!right) return std::nullopt;
    request.url.set_password(Secret("not-" + right->reveal()));
    try {
        database.driver().connect(request);
        return std::nullopt;
    } catch (const DatabaseError&) {
        return request.url;
    }
}

// By trying: a source that cannot has no other way to say so.
bool can_create(const Contributions::NamedSource& source, const Settings& settings,
                const Version& version) {
    std::string folder = (std::filesystem::temp_directory_path() / "varve-source-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw Error("no temporary folder can be made");
    bool created = true;
    try {
        guarded_call(source.name, "creating a migration", [&] {
            source.make({.directory = folder, .settings = settings})
                ->create(version, "add_pebbles");
        });
    } catch (const MigrationError&) {
        created = false;
    } catch (...) {
        std::filesystem::remove_all(folder);
        throw;
    }
    std::filesystem::remove_all(folder);
    return created;
}

void run_to(Engine& engine, const Migration& migration) {
    UpRequest up = engine.up_request();
    up.target = migration.version;
    engine.run({.direction = Direction::up, .up = std::move(up)});
}

void up_down_up(Report& report, Engine& engine, const Migration& migration) {
    run_to(engine, migration);
    if (!migration.irreversible.empty())
        return report.hint("it has no way down: " + migration.irreversible);
    engine.run({.direction = Direction::down, .down = engine.down_request()});
    run_to(engine, migration);
}

} // namespace

Suite driver_suite_in(const TestDatabase& database, DriverFacts facts) {
    facts.make_database = [&database] { return database.request().url; };
    facts.drop_database = [&database](const Url&) { database.clean(); };
    facts.wrong_password = with_wrong_password(database);
    return driver_suite(database.driver(), std::move(facts));
}

Suite hook_suite_in(const TestDatabase& database, const Contributions::NamedHook& hook,
                    const Settings& settings) {
    return hook_suite({.name = hook.name,
                       .make = hook.make,
                       .driver = &database.driver(),
                       .database = database.request(),
                       .settings = settings});
}

Suite source_suite_of(const Contributions::NamedSource& source, const Settings& settings) {
    SourceFacts facts{.name = source.name, .make = source.make, .settings = settings};
    const std::string version = "20260101000000";
    if (can_create(source, settings, Version(version))) facts.new_version = version;
    return source_suite(std::move(facts));
}

Suite migrations_suite(Engine& engine) {
    Suite suite{.name = "migrations"};
    // What follows a migration that failed would fail of it too.
    const auto stopped = std::make_shared<std::string>();
    for (const Migration& migration : engine.migrations().all())
        suite.cases.push_back({migration.version.text() + '_' + migration.name,
                               [&engine, migration, stopped](Report& report) {
                                   if (!stopped->empty())
                                       Report::skip("it comes behind " + *stopped);
                                   *stopped = migration.version.text();
                                   up_down_up(report, engine, migration);
                                   stopped->clear();
                               }});
    return suite;
}

} // namespace varve
