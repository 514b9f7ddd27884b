#pragma once

#include "varve/db/driver.hpp"
#include "varve/db/pool.hpp"
#include "varve/db/transactions.hpp"
#include "varve/export.hpp"
#include "varve/url.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace varve {

class Config;
class PluginRegistry;

/// A database, as code names it.
struct DataSourceOptions {
    Url url;
    std::filesystem::path directory = {}; ///< that a relative path in the URL is relative to
    std::string application = "varve";    ///< what the server shows as our name
    std::chrono::milliseconds connect_timeout{10'000};
    PoolOptions pool = {};
    /// Statements that take as long are logged; 0: none is. See slow_query_log.
    std::chrono::milliseconds slow_query{0};
    /// Where the driver is looked for before the standard folders.
    std::vector<std::filesystem::path> plugin_folders = {};
};

/// A database for an application: its driver and a pool of connections. There may be several. For
/// any number of threads.
class VARVE_API DataSource {
public:
    /// From varve.toml, its profile and the environment: DataSource(Config::load()). Loads the one
    /// plugin that it needs and connects when a connection is asked for.
    explicit DataSource(const Config& config);
    /// From code alone.
    explicit DataSource(const DataSourceOptions& options);
    DataSource(const DataSource&) = delete;
    DataSource& operator=(const DataSource&) = delete;
    ~DataSource();

    const Driver& driver() const noexcept { return driver_; }
    Pool& pool() noexcept { return pool_; }

    Pool::Lease lease(const LeaseRequest& request = {}) { return pool_.lease(request); }

    /// See varve::transaction.
    template <class Work> auto transaction(Work&& work, const WorkOptions& options = {}) {
        return varve::transaction(pool_, std::forward<Work>(work), options);
    }

private:
    DataSource(std::unique_ptr<PluginRegistry> plugins, const DataSourceOptions& options);

    std::unique_ptr<PluginRegistry> plugins_;
    const Driver& driver_;
    Pool pool_;
};

} // namespace varve
