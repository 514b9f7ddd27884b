#include "kernel/diagnose/doctor.hpp"
#include "kernel/diagnose/project_checks.hpp"
#include "kernel/engine.hpp"
#include "kernel/load/plugin_call.hpp"

namespace varve {

Examination Engine::diagnose() {
    Examination examination(interruption_);
    examination.check("configuration", [&] { return check_configuration(config_); });
    examination.check("password", [&] { return check_secrets(config_); });
    const bool has_driver = diagnose_plugins(examination);
    MigrationSet* migrations = nullptr;
    examination.check("migrations", [&] {
        migrations = &loaded();
        return std::vector{Diagnosis{.what = std::to_string(migrations->all().size()) + " in " +
                                             config_.path("project.migrations").string()}};
    });
    if (has_driver)
        diagnose_database(examination, migrations);
    else
        examination.skip("connection", "no plugin of this database can be used");
    return examination;
}

bool Engine::diagnose_plugins(Examination& examination) {
    const Pins pins = read_pins(config_.directory() / "varve.lock");
    const auto check = [&](const NeededPlugin& plugin) {
        return examination.check(
            "plugin", [&] { return std::vector{check_plugin(plugin, plugins_, pins)}; },
            ExitCode::plugin);
    };
    const bool has_url =
        examination.check("database", [&] { return std::vector{Diagnosis{.what = url().text()}}; });
    const bool has_driver = has_url && check({"dialect", url().scheme()});
    for (const NeededPlugin& plugin : needed_plugins(config_)) check(plugin);
    examination.check("plugin", [&] { return check_plugin_files(plugins_); });
    return has_driver;
}

void Engine::diagnose_database(Examination& examination, MigrationSet* migrations) {
    const Driver& found = driver();
    const ConnectRequest request = connect_request(ConnectRequest::Missing::pretend);
    std::unique_ptr<Connection> connection;
    const auto connect = [&]() -> std::vector<Diagnosis> {
        try {
            connection =
                guarded_call(found.name(), "connecting", [&] { return found.connect(request); });
            return {{.what = std::string(connection->dialect().server())}};
        } catch (const DatabaseError& error) {
            return {found.explain(error, request)};
        }
    };
    if (!examination.check("connection", connect, ExitCode::unreachable))
        return examination.skip("history", "there is no connection, and so nothing below it");
    const Interruption::Watch watch(interruption_, *connection);
    Doctor(examination, {found, request, *connection, config_, migrations, specialists()})
        .examine();
}

// A hook that cannot be made is a finding like any other.
std::vector<Patient::Specialist> Engine::specialists() {
    std::vector<Patient::Specialist> found;
    for (const std::string& name : config_.list("project.hooks"))
        found.push_back({name, [this, name](Connection& connection) {
                             const NamedHook named = make_hook(name, connection);
                             return guarded_call(name, "looking at the database",
                                                 [&] { return named.hook->diagnose(connection); });
                         }});
    return found;
}

} // namespace varve
