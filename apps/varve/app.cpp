#include "apps/varve/app.hpp"

#include "kernel/logging.hpp"
#include "varve/secret.hpp"

#include <nlohmann/json.hpp>

namespace varve {

namespace {

struct FlagSetting {
    const char *option, *key;
};

// Options that are settings under another name.
constexpr std::array flag_settings{
    FlagSetting{"url", "url"},
    FlagSetting{"dir", "project.migrations"},
    FlagSetting{"transaction", "migrate.transaction"},
    FlagSetting{"out-of-order", "migrate.out_of_order"},
    FlagSetting{"wait-lock", "migrate.wait_lock"},
    FlagSetting{"wait-database", "migrate.wait_database"},
    FlagSetting{"lock-timeout", "migrate.lock_timeout"},
    FlagSetting{"statement-timeout", "migrate.statement_timeout"},
    FlagSetting{"allow", "migrate.allow"},
};

Colour colour_of(const std::string& word) {
    if (word == "always") return Colour::always;
    return word == "never" ? Colour::never : Colour::automatic;
}

// In every text, not in what is printed: there a secret may be spelled with escapes.
void strike_secrets_out(nlohmann::ordered_json& json) {
    if (json.is_string()) json = redacted(json.get_ref<const std::string&>());
    if (!json.is_structured()) return;
    for (nlohmann::ordered_json& inner : json) strike_secrets_out(inner);
}

} // namespace

App::App(Arguments arguments, Terminal& terminal, Interruption& interruption, int verbosity)
    : arguments_(std::move(arguments)), terminal_(terminal), interruption_(interruption),
      verbosity_(verbosity), progress_(terminal) {
    terminal_.set_colour(colour_of(arguments_.text("color")));
    terminal_.set_quiet(arguments_.has("quiet"));
    terminal_.set_progress(!arguments_.has("no-progress"));
    terminal_.set_talking(!json());
}

App::~App() = default;

ConfigRequest App::config_request() const {
    ConfigRequest request{.file = arguments_.text("config"), .profile = arguments_.text("profile")};
    for (const auto& [option, key] : flag_settings) {
        if (!arguments_.has(option)) continue;
        std::string& value = request.flags[key];
        for (const std::string& part : arguments_.list(option))
            value += (value.empty() ? "" : ",") + part;
    }
    for (const std::string& folder : arguments_.list("plugin-dir"))
        request.plugin_folders.emplace_back(folder);
    return request;
}

Engine& App::engine() {
    return engine_ ? *engine_ : open_engine(config_request());
}

Engine& App::open_engine(const ConfigRequest& request) {
    Config config = Config::load(request);
    std::optional<log::Level> level;
    if (verbosity_ > 0) level = verbosity_ == 1 ? log::Level::info : log::Level::debug;
    start_logging(config, level);
    for (const std::string& warning : config.warnings()) log::warning(warning);
    for (const auto& file : config.exposed_files())
        log::warning("everybody can read " + file.string() +
                     ", and the database's password is in it; 'chmod o-rwx' it");
    if (!config.file().empty()) log::debug("configuration: " + config.file().string());
    engine_ = std::make_unique<Engine>(std::move(config), progress_, interruption_);
    return *engine_;
}

std::string App::shown(nlohmann::ordered_json document) {
    strike_secrets_out(document);
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

void App::print(nlohmann::ordered_json document) {
    terminal_.print(shown(std::move(document)));
}

} // namespace varve
