#pragma once

#include "varve/export.hpp"

#include <cstdint>
#include <string_view>

/// What plugins and the SDK say to whoever runs them. The kernel decides where it goes; known
/// secrets are struck out on the way.
namespace varve::log {

enum class Level : std::uint8_t { trace, debug, info, warning, error };

/// Receives every message. May be called from several threads at once.
using Sink = void (*)(Level level, std::string_view message);

/// Sets where messages go and the least level that is passed on; nullptr discards. Not while others
/// log.
VARVE_API void set_sink(Sink sink, Level least) noexcept;

/// Is a message of this level wanted? For messages that cost something to make.
VARVE_API bool enabled(Level level) noexcept;

VARVE_API void write(Level level, std::string_view message);

inline void trace(std::string_view message) {
    write(Level::trace, message);
}
inline void debug(std::string_view message) {
    write(Level::debug, message);
}
inline void info(std::string_view message) {
    write(Level::info, message);
}
inline void warning(std::string_view message) {
    write(Level::warning, message);
}
inline void error(std::string_view message) {
    write(Level::error, message);
}

} // namespace varve::log
