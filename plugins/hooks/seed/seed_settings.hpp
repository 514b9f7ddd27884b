#pragma once

#include "merge.hpp"

#include "varve/plugin/settings.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace varve::seed {

/// `[seed.tables.NAME]`: how the seeds of this name go into the database.
struct TableSettings {
    std::string table = {}; ///< empty: the seeds' own name
    std::vector<std::string> key = {};
    Mode mode = Mode::upsert;
    std::vector<std::string> after = {}; ///< names of seeds that come first
};

/// The section [seed].
struct SeedSettings {
    std::filesystem::path directory = "seeds";
    bool after_run = false;
    std::map<std::string, TableSettings, std::less<>> tables = {};

    /// ConfigError where a value cannot be used.
    static SeedSettings read(const Settings& settings);
};

} // namespace varve::seed
