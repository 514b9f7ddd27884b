#pragma once

#include "fingerprint.hpp"
#include "options.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace varve::backup {

/// What is known of a backup without opening it: its manifest.json. All that it tells is safe to
/// show.
struct Manifest {
    static constexpr int format = 1;
    static constexpr auto file_name = "manifest.json";

    struct File {
        std::uint64_t size = 0;
        std::string sha256;
    };

    std::string database; ///< the URL without its password
    std::string driver;   ///< "postgresql"
    std::string server;   ///< "PostgreSQL 15.4"
    std::uint32_t release = 0;
    std::string method;  ///< with what it was made
    std::string made_at; ///< "2026-01-31T12:00:00.123Z"
    std::string made_by;
    std::string newest_version; ///< of the migrations that are applied; empty: none is
    std::uint64_t applied = 0;  ///< how many are
    std::string history;        ///< a sum of their versions, in order
    Encryption encryption = Encryption::none;
    std::map<std::string, File> files; ///< by their paths in the data folder
    Depth depth = Depth::sampled;
    Fingerprint fingerprint;

    std::uint64_t size() const;
};

/// Written last, it is what makes a folder a backup.
void write_manifest(const std::filesystem::path& backup, const Manifest& manifest);
/// Error where there is none, or it is damaged, or of a format that is not known here.
Manifest read_manifest(const std::filesystem::path& backup);

} // namespace varve::backup
