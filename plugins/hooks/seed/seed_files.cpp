#include "seed_files.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <optional>

#include <unistd.h>

namespace varve::seed {

namespace {

namespace fs = std::filesystem;

std::optional<Format> format_of(const fs::path& path) {
    const std::string extension = path.extension().string();
    if (extension == ".csv") return Format::csv;
    if (extension == ".json") return Format::json;
    if (extension == ".yaml" || extension == ".yml") return Format::yaml;
    if (extension == ".sql") return Format::sql;
    if (::access(path.c_str(), X_OK) == 0) return Format::program;
    return {};
}

// Not for varve: what editors leave behind, and what people write for each other.
bool is_passed_over(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with('.') || name.starts_with("README") || name.ends_with('~');
}

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder)) return files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && !is_passed_over(entry.path())) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

void require_names(const fs::path& directory, const SeedSettings& settings) {
    std::vector<std::string> known;
    for (const fs::directory_entry& folder : fs::directory_iterator(directory))
        for (const fs::path& file : files_of(folder.path())) known.push_back(file.stem().string());
    const auto require = [&](const std::string& name, const std::string& where) {
        if (std::ranges::find(known, name) == known.end())
            throw ConfigError("[seed] " + where + ": no file in a folder of " + directory.string() +
                              " is called \"" + name + '"' + suggestion(name, known));
    };
    for (const auto& [name, table] : settings.tables) {
        require(name, "tables." + name);
        for (const std::string& other : table.after) require(other, "tables." + name + ".after");
    }
}

} // namespace

std::vector<SeedFile> find_seeds(const fs::path& directory, const std::string& profile,
                                 const SeedSettings& settings) {
    if (!fs::is_directory(directory))
        throw ConfigError("there is no folder " + directory.string() +
                          "; make it, or say where the seeds are with directory in [seed]");
    require_names(directory, settings);
    std::vector<std::string> folders{"common"};
    if (!profile.empty() && profile != "common") folders.push_back(profile);
    std::vector<SeedFile> seeds;
    for (const std::string& folder : folders)
        for (const fs::path& path : files_of(directory / folder)) {
            const auto format = format_of(path);
            if (!format)
                throw ConfigError(path.string() +
                                  " is no seed: it is not .csv, .json, .yaml or .sql, and not "
                                  "executable");
            SeedFile seed{.path = path,
                          .id = folder + '/' + path.filename().string(),
                          .name = path.stem().string(),
                          .format = *format};
            if (const auto found = settings.tables.find(seed.name); found != settings.tables.end())
                seed.settings = found->second;
            seeds.push_back(std::move(seed));
        }
    return seeds;
}

} // namespace varve::seed
