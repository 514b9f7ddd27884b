#include "apps/varve/plugin_command.hpp"

#include "kernel/load/plugin_call.hpp"

namespace varve {

namespace {

class Context : public CommandContext {
public:
    Context(App& app, std::string_view plugin)
        : app_(app), settings_(app.engine().config().section(plugin)),
          project_(app.engine().project(std::string(plugin))) {}

    const Arguments& arguments() const override { return app_.arguments(); }
    const Settings& settings() const override { return settings_; }
    Project& project() override { return *project_; }
    bool json() const override { return app_.json(); }
    bool quiet() const override { return app_.arguments().has("quiet"); }
    void print(std::string_view text) override { app_.terminal().print(text); }
    bool confirm(std::string_view question) override {
        return app_.yes() || app_.terminal().ask(question, false);
    }

private:
    App& app_;
    Settings settings_;
    std::unique_ptr<Project> project_;
};

} // namespace

ExitCode run_plugin_command(App& app, Command& command, std::string_view plugin) {
    Context context(app, plugin);
    return guarded_call(plugin, "running '" + command.spec().name + "'",
                        [&] { return command.run(context); });
}

} // namespace varve
