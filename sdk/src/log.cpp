#include "varve/log.hpp"

#include "varve/secret.hpp"

#include <atomic>

namespace varve::log {

namespace {
std::atomic<Sink> current_sink = nullptr;
std::atomic<Level> least_level = Level::info;
} // namespace

void set_sink(Sink sink, Level least) noexcept {
    least_level = least;
    current_sink = sink;
}

bool enabled(Level level) noexcept {
    return current_sink.load() != nullptr && level >= least_level.load();
}

void write(Level level, std::string_view message) {
    if (!enabled(level)) return;
    current_sink.load()(level, redacted(message));
}

} // namespace varve::log
