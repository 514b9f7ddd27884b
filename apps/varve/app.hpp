#pragma once

#include "apps/varve/progress.hpp"
#include "apps/varve/terminal.hpp"
#include "kernel/engine.hpp"
#include "varve/plugin/command.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace varve {

/// What a command works with: what the user gave, a terminal to talk to, and the engine, opened
/// when it is first asked for.
class App {
public:
    App(Arguments arguments, Terminal& terminal, Interruption& interruption, int verbosity);
    ~App();

    const Arguments& arguments() const { return arguments_; }
    Terminal& terminal() { return terminal_; }
    bool json() const { return arguments_.has("json"); }
    /// Was --yes given?
    bool yes() const { return arguments_.has("yes"); }

    /// How the engine is configured; what the command line says included.
    ConfigRequest config_request() const;
    Engine& engine();
    /// The same with another configuration, before it is first asked for.
    Engine& open_engine(const ConfigRequest& request);
    Interruption& interruption() { return interruption_; }
    const Progress& progress() const { return progress_; }
    /// A JSON document as it is printed: less the secrets in its texts.
    static std::string shown(nlohmann::ordered_json document);
    void print(nlohmann::ordered_json document);

private:
    Arguments arguments_;
    Terminal& terminal_;
    Interruption& interruption_;
    int verbosity_;
    Progress progress_;
    std::unique_ptr<Engine> engine_;
};

} // namespace varve
