#pragma once

#include "kernel/config/config.hpp"

namespace varve {

/// Reads varve.toml into a Config: known settings, plugins' sections, and the chosen profile over
/// both.
class ConfigFile {
public:
    explicit ConfigFile(Config& config) : config_(config) {}

    void read();

private:
    Config& config_;
};

} // namespace varve
