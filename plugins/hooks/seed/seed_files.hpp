#pragma once

#include "seed_settings.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace varve::seed {

enum class Format : std::uint8_t { csv, json, yaml, sql, program };

/// A file with seed data.
struct SeedFile {
    std::filesystem::path path;
    std::string id;   ///< "common/roles.csv": the folder and the file
    std::string name; ///< "roles": its table too, if nothing else is said
    Format format = Format::csv;
    TableSettings settings = {};

    TableName table() const {
        return TableName::parse(settings.table.empty() ? name : settings.table);
    }
};

/// The seeds of the folder `common` and of the profile's own, those of a folder by name.
/// ConfigError where there is no directory, where a file is none of the formats, or where a name is
/// configured that no file has, whatever its folder.
std::vector<SeedFile> find_seeds(const std::filesystem::path& directory, const std::string& profile,
                                 const SeedSettings& settings);

} // namespace varve::seed
