#include "database.hpp"

#include "errors.hpp"

#include <thread>

namespace varve::duckdb {

namespace {

ConfigPtr configuration(const Url::Parameters& settings) {
    ConfigPtr config = made_by<ConfigPtr>(duckdb_create_config);
    duckdb_set_config(config.get(), errors_as_json, "true");
    for (const auto& [name, value] : settings)
        if (duckdb_set_config(config.get(), name.c_str(), value.c_str()) != DuckDBSuccess)
            throw ConfigError("the database URL has " + name + '=' + value +
                              ", and DuckDB has no such setting with such a value");
    return config;
}

DatabasePtr opened(const Location& location) {
    const ConfigPtr config = configuration(location.settings);
    duckdb_database database = nullptr;
    char* said = nullptr;
    const duckdb_state state =
        duckdb_open_ext(location.path.c_str(), &database, config.get(), &said);
    DatabasePtr owner(database);
    if (state == DuckDBSuccess) return owner;
    DatabaseError::Facts facts = error_of(taken(said)).facts();
    if (facts.message.find("not recognized") != std::string::npos)
        throw ConfigError("the database URL has a parameter that is no setting of DuckDB's: " +
                          facts.message);
    facts.kind = DatabaseError::Kind::unreachable;
    facts.message = "cannot open the database " + location.path + ": " + facts.message;
    throw DatabaseError(std::move(facts));
}

bool is_in_use(const DatabaseError& error) {
    return error.facts().message.find("Could not set lock") != std::string::npos;
}

/// The files that are open in this process.
struct OpenFiles {
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Database>> by_path;
};

OpenFiles& open_files() {
    static OpenFiles files;
    return files;
}

} // namespace

Database::Database(const Location& location)
    : settings_(location.settings), handle_(opened(location)) {}

// Opened and closed under one mutex: while the last session's end still closes a file, nobody may
// open it again. So what counts is how many are lent out, which changes under the mutex only.
std::shared_ptr<Database> Database::shared(const Location& location) {
    OpenFiles& files = open_files();
    const std::scoped_lock lock(files.mutex);
    std::shared_ptr<Database>& kept = files.by_path[location.path];
    try {
        if (!kept) kept = std::make_shared<Database>(location);
    } catch (...) {
        files.by_path.erase(location.path);
        throw;
    }
    if (kept->settings_ != location.settings)
        throw ConfigError("the database " + location.path +
                          " is open in this process with other settings; give every URL of it the "
                          "same parameters");
    const auto give_back = [lent = kept, &files](Database*) mutable {
        const std::scoped_lock closing(files.mutex);
        lent.reset();
        std::erase_if(files.by_path, [](const auto& file) { return file.second.use_count() == 1; });
    };
    return {kept.get(), give_back};
}

std::shared_ptr<Database> Database::open(const Location& location) {
    using namespace std::chrono_literals;
    if (location.path == memory) return std::make_shared<Database>(location);
    const auto start = std::chrono::steady_clock::now();
    while (true) {
        try {
            return shared(location);
        } catch (const DatabaseError& error) {
            const bool late = location.timeout != 0ms &&
                              std::chrono::steady_clock::now() - start > location.timeout;
            if (!is_in_use(error) || late) throw;
        }
        std::this_thread::sleep_for(50ms);
    }
}

} // namespace varve::duckdb
