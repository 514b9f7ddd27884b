#pragma once

#include "manifest.hpp"
#include "options.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace varve::backup {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// A backup in its folder, or what is wrong with a folder that looks like one.
struct Shelved {
    std::filesystem::path path;
    Manifest manifest;
    std::string damage = {}; ///< why the manifest cannot be relied on; empty: it can
};

/// The backups in a folder, the oldest first; none where there is no such folder.
std::vector<Shelved> backups_in(const std::filesystem::path& directory);

/// Those that need not be kept: of this database, and beyond what `options` keep by number and by
/// age. Never the newest, and none where there is no such rule.
std::vector<Shelved> spare(const std::vector<Shelved>& backups, const std::string& database,
                           const Options& options, Time now);

/// Removes a backup so that what is left of it, should that be cut short, is none.
void remove_backup(const std::filesystem::path& path);

/// "2026-01-31T12:00:00.123Z", and back; Error for a text that is no such time.
std::string utc_text(Time time);
Time time_of(const std::string& utc);
Time now();

} // namespace varve::backup
