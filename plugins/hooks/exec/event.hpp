#pragma once

#include "varve/migration/hook.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace varve::exec {

/// Where in a run a script is called.
enum class Point : std::uint8_t { before_run, before_step, after_step, after_run, on_failure };

inline constexpr std::array<std::string_view, 5> point_names{
    "before_run", "before_step", "after_step", "after_run", "on_failure"};

constexpr std::string_view to_string(Point point) noexcept {
    return point_names[static_cast<std::size_t>(point)];
}

/// What happened: as the hook was told of it.
struct Event {
    Point point;
    const RunEvent& run;
    const Step* step = nullptr;
    const Outcome* outcome = nullptr;
    const Error* error = nullptr;
};

/// The event as a document of JSON, with a line end. Its shape is told in docs/guide/hooks.md; the
/// number in "format" grows when something in it changes its meaning.
std::string json_of(const Event& event);

/// The same in short, as environment variables.
std::map<std::string, std::string> facts_of(const Event& event);

} // namespace varve::exec
