#include "kernel/data_source.hpp"

#include "kernel/config/config.hpp"
#include "kernel/load/plugin_call.hpp"
#include "kernel/load/plugin_registry.hpp"
#include "varve/db/query_log.hpp"
#include "varve/log.hpp"

namespace varve {

namespace {

DataSourceOptions options_of(const Config& config) {
    return {.url = config.url(),
            .directory = config.url_directory(),
            .connect_timeout = config.duration("connect_timeout"),
            .pool = {.size = config.number("pool.size"),
                     .acquire_timeout = config.duration("pool.acquire_timeout"),
                     .maximum_lifetime = config.duration("pool.lifetime"),
                     .check_after = config.duration("pool.check_after")},
            .slow_query = config.duration("pool.slow_query")};
}

std::unique_ptr<PluginRegistry> plugins_of(const Config& config) {
    auto plugins = std::make_unique<PluginRegistry>(config.plugin_folders(),
                                                    read_pins(config.directory() / "varve.lock"));
    config.check_sections(plugins->manifests());
    return plugins;
}

std::unique_ptr<PluginRegistry> plugins_of(const DataSourceOptions& options) {
    std::vector<std::filesystem::path> folders = options.plugin_folders;
    for (auto& folder : standard_plugin_folders(Environment::of_process()))
        folders.push_back(std::move(folder));
    return std::make_unique<PluginRegistry>(folders, Pins());
}

Pool::Open opener(const Driver& driver, const DataSourceOptions& options) {
    ConnectRequest request{.url = options.url,
                           .directory = options.directory,
                           .application = options.application,
                           .timeout = options.connect_timeout,
                           .missing = ConnectRequest::Missing::refuse,
                           .on_notice = [](std::string_view text) { log::info(text); },
                           .purpose = ConnectRequest::Purpose::application};
    if (options.slow_query.count() > 0) request.on_statement = slow_query_log(options.slow_query);
    return [&driver, request = std::move(request)] {
        return guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); });
    };
}

} // namespace

DataSource::DataSource(const Config& config) : DataSource(plugins_of(config), options_of(config)) {}

DataSource::DataSource(const DataSourceOptions& options)
    : DataSource(plugins_of(options), options) {}

DataSource::DataSource(std::unique_ptr<PluginRegistry> plugins, const DataSourceOptions& options)
    : plugins_(std::move(plugins)), driver_(plugins_->driver(options.url.scheme())),
      pool_(opener(driver_, options), options.pool) {}

DataSource::~DataSource() = default;

} // namespace varve
