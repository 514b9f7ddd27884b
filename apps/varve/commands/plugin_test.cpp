#include "apps/varve/command.hpp"

#include "apps/varve/plugin_suites.hpp"
#include "apps/varve/suite_report.hpp"
#include "varve/secret.hpp"
#include "varve/testing/last_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include <unistd.h>

namespace varve {

namespace {

namespace fs = std::filesystem;

template <class Things> std::vector<std::string> names_of(const Things& things) {
    std::vector<std::string> names;
    for (const auto thing : things) names.emplace_back(to_string(thing));
    return names;
}

// All are about drivers.
std::vector<OptionSpec> options() {
    return {{.name = "can",
             .value = "ABILITY",
             .help = "the database can do this: a case about it must pass",
             .choices = names_of(testing::all_abilities()),
             .repeated = true},
            {.name = "without-kind",
             .value = "KIND",
             .help = "no column holds values of this kind",
             .choices = names_of(testing::column_kinds()),
             .repeated = true},
            {.name = "setup", .value = "SQL", .help = "run in every session", .repeated = true},
            {.name = "from-one-row",
             .value = "SQL",
             .help = "what a SELECT without a table needs: 'FROM dual'"},
            {.name = "long-statement", .value = "SQL", .help = "takes more than ten seconds"},
            {.name = "unreachable", .value = "URL", .help = "nobody answers there"},
            {.name = "missing", .value = "URL", .help = "a database that is not there"},
            {.name = "unreadable", .value = "URL", .help = "the driver can make no sense of it"},
            {.name = "read-only", .value = "URL", .help = "a database that takes no writes"}};
}

std::optional<Url> url_in(const Arguments& arguments, const char* option) {
    if (!arguments.has(option)) return std::nullopt;
    return Url::parse(arguments.text(option));
}

testing::DriverFacts facts_in(const Arguments& arguments) {
    testing::DriverFacts facts;
    for (const testing::Ability ability : testing::all_abilities())
        for (const std::string& name : arguments.list("can"))
            if (to_string(ability) == name) facts.abilities.insert(ability);
    for (const std::string& name : arguments.list("without-kind"))
        std::erase_if(facts.kinds, [&](Kind kind) { return to_string(kind) == name; });
    facts.setup = arguments.list("setup");
    if (arguments.has("from-one-row")) facts.from_one_row = ' ' + arguments.text("from-one-row");
    facts.long_statement = arguments.text("long-statement");
    facts.unreachable = url_in(arguments, "unreachable");
    facts.missing = url_in(arguments, "missing");
    facts.unreadable = url_in(arguments, "unreadable");
    facts.read_only = url_in(arguments, "read-only");
    return facts;
}

// Searches its folder first, and runs its migrations alone.
Engine& engine_for(App& app, const fs::path& path, const PluginManifest& manifest) {
    ConfigRequest request = app.config_request();
    request.plugin_folders.insert(request.plugin_folders.begin(), path.parent_path());
    // Cases make things go wrong on purpose, and what is warned of then is not worth knowing.
    request.flags["log.level"] = "error";
    if (manifest.kind == "migrations") {
        request.flags["project.sources"] = manifest.name;
        request.flags["project.hooks"] = "";
        request.flags["project.migrations"] = path.parent_path().string();
    }
    return app.open_engine(request);
}

const PluginFile& plugin_of(App& app, const std::string& text) {
    const PluginRegistry plugins(Config::load(app.config_request()).plugin_folders(), {});
    const fs::path path = fs::absolute(plugins.file_of(text));
    const PluginManifest manifest = read_manifest(path);
    const PluginFile* const file = engine_for(app, path, manifest).plugins().find(manifest.name);
    if (file == nullptr)
        throw ConfigError(path.string() + " is not called like a plugin: its name ends in .so");
    if (!fs::equivalent(file->path, path))
        throw ConfigError("beside " + text + " is another file with a plugin called '" +
                          manifest.name + "': " + file->path.string());
    return *file;
}

void require_consent(App& app, const TestDatabase& database) {
    const std::string& url = database.request().url.text();
    app.terminal().warn("the suites make and drop tables in " + url);
    if (database.found().empty() || app.yes()) return;
    const std::string what = url + " is not empty: it has " + database.found().front() +
                             (database.found().size() > 1 ? " and others" : "");
    if (app.terminal().ask(what + ". Test in it all the same?", false)) return;
    throw Error("refused: " + what + "; name an empty database, or agree with --yes",
                ExitCode::refused);
}

void refuse_options(const Arguments& arguments) {
    for (const OptionSpec& option : options())
        if (arguments.has(option.name))
            throw ConfigError("--" + option.name + " is for drivers, and the plugin adds none");
}

std::unique_ptr<TestDatabase> database_for(App& app) {
    // Not what the configuration says: that is a database for something else.
    if (!app.arguments().has("url"))
        throw ConfigError("this plugin is tested with a database; name an empty one with --url");
    ConnectRequest request = app.engine().connect_request(ConnectRequest::Missing::create);
    const Driver& driver = app.engine().plugins().driver(request.url.scheme());
    auto database = std::make_unique<TestDatabase>(driver, std::move(request));
    require_consent(app, *database);
    return database;
}

void add_driver(App& app, const TestDatabase& database, const Contributions& contributions,
                std::vector<testing::Suite>& suites) {
    for (const auto& driver : contributions.drivers())
        if (driver.get() == &database.driver())
            suites.push_back(driver_suite_in(database, facts_in(app.arguments())));
    if (suites.empty())
        throw ConfigError("the plugin is no driver for URLs that start with '" +
                          database.request().url.scheme() + ":'");
}

/// What came of the cases, in the form that was asked for.
std::string report(const App& app, const PluginFile& file,
                   std::span<const testing::Result> results) {
    const PluginManifest& manifest = file.manifest;
    if (!app.json())
        return redacted(
            markdown(manifest.kind + ' ' + manifest.name + ' ' + manifest.version, results));
    nlohmann::ordered_json json{{"file", file.path.string()},
                                {"kind", manifest.kind},
                                {"name", manifest.name},
                                {"version", manifest.version}};
    json.update(to_json(results));
    return App::shown(std::move(json));
}

std::vector<testing::Result> run_all(App& app, const PluginFile& file,
                                     std::span<const testing::Suite> suites) {
    std::size_t count = 0;
    for (const testing::Suite& suite : suites) count += count_cases(suite);
    std::vector<testing::Result> results;
    testing::LastWords last_words(STDOUT_FILENO);
    const auto begin = [&](const std::string& name) {
        app.interruption().stop_here();
        app.terminal().progress(std::to_string(results.size() + 1) + '/' + std::to_string(count) +
                                ' ' + name);
        results.push_back({name, testing::Outcome::failed, testing::ended_the_program});
        last_words.set(report(app, file, results));
    };
    const auto end = [&](const testing::Result& result) { results.back() = result; };
    for (const testing::Suite& suite : suites) run(suite, begin, end);
    return results;
}

std::vector<testing::Result> test(App& app, const Contributions& contributions,
                                  const PluginFile& file) {
    if (contributions.drivers().empty()) refuse_options(app.arguments());
    const bool needs_database = !contributions.drivers().empty() ||
                                !contributions.hooks().empty() ||
                                !contributions.migrations().empty();
    const auto database = needs_database ? database_for(app) : nullptr;
    const Settings settings = app.engine().config().section(file.manifest.name);
    std::vector<testing::Suite> suites;
    if (!contributions.drivers().empty()) add_driver(app, *database, contributions, suites);
    for (const auto& source : contributions.sources())
        suites.push_back(source_suite_of(source, settings));
    for (const auto& hook : contributions.hooks())
        suites.push_back(hook_suite_in(*database, hook, settings));
    if (!contributions.migrations().empty()) suites.push_back(migrations_suite(app.engine()));
    if (suites.empty())
        throw ConfigError("the plugin adds no driver, source, hook or migrations, and the suites "
                          "are for these");
    std::vector<testing::Result> results = run_all(app, file, suites);
    if (database) database->clean();
    return results;
}

ExitCode plugin_test(App& app) {
    const PluginFile& file = plugin_of(app, app.arguments().text("FILE"));
    const Contributions& contributions = app.engine().plugins().load(file);
    app.terminal().set_talking(false); // only the report is printed
    const std::vector<testing::Result> results = test(app, contributions, file);
    app.terminal().print(report(app, file, results));
    return count(results, testing::Outcome::failed) == 0 ? ExitCode::done : ExitCode::failed;
}

} // namespace

AppCommand plugin_test_command() {
    return {"Write plugins",
            {.name = "plugin test",
             .summary = "run the conformance suites on a plugin",
             .details =
                 "Drivers, sources and hooks are tried with the suites of the SDK; migrations go "
                 "up, down and up again. The database of --url is filled and emptied: one that "
                 "holds tables is refused unless --yes agrees, and what was in it stays. A source "
                 "needs none. Prints a report in Markdown, and ends with 1 where a case failed. "
                 "What is told by no option is not tried, or, with --can, only a hint where it "
                 "works.",
             .arguments = {{.name = "FILE", .help = "a shared library, or a plugin's name"}},
             .options = options(),
             .examples = {"varve plugin test build/acme.so --url acme:scratch.db > report.md",
                          "varve plugin test sqlite --url sqlite:scratch.db --can foreign_keys"}},
            &plugin_test};
}

} // namespace varve
