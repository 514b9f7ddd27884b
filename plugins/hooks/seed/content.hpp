#pragma once

#include "seed_files.hpp"

#include <functional>
#include <string>

namespace varve::seed {

/// What a seed says, in a file that can be read again and again: its own, or a temporary one with
/// what a program printed.
class Content {
public:
    /// Runs a program; its folder is where it is. `tick` is called now and then, and may throw.
    Content(const SeedFile& seed, const std::function<void()>& tick);
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;
    ~Content();

    const std::filesystem::path& path() const noexcept { return path_; }
    std::uint64_t size() const;
    /// Of all bytes, and of the settings that say what becomes of them: "seed1:…".
    std::string checksum() const;

private:
    const SeedFile& seed_;
    std::filesystem::path path_;
    bool temporary_ = false;
};

} // namespace varve::seed
