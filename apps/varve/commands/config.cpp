#include "apps/varve/command.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

ExitCode show(App& app) {
    const Config& config = app.engine().config();
    if (app.json()) {
        nlohmann::ordered_json settings = nlohmann::ordered_json::object();
        for (const Config::Shown& one : config.shown())
            settings[one.key] = {{"value", one.value}, {"origin", one.origin}};
        app.print({{"file", config.file().string()},
                   {"profile", config.profile()},
                   {"settings", std::move(settings)}});
        return ExitCode::done;
    }
    std::vector<std::vector<std::string>> rows{{"setting", "value", "from"}};
    for (const Config::Shown& one : config.shown())
        rows.push_back({one.key, one.value, app.terminal().styled(one.origin, Style::faint)});
    app.terminal().print(table(rows));
    return ExitCode::done;
}

} // namespace

AppCommand config_show_command() {
    return {"Look",
            {.name = "config show",
             .summary = "show every setting, and where its value comes from",
             .details = "Merges as every command does: defaults, then varve.toml, then the "
                        "profile, then the environment, then options. Passwords are not shown. "
                        "Opens no database.",
             .examples = {"varve config show", "varve --profile production config show"}},
            &show};
}

} // namespace varve
