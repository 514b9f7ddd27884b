#include "apps/varve/suite_report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace varve {

using testing::Outcome;
using testing::Result;

namespace {

std::string item(const Result& result) {
    std::string text = "- `" + result.name + "`";
    std::string_view rest = result.message;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        text += "\n  - " + std::string(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text + '\n';
}

} // namespace

std::size_t count(std::span<const Result> results, Outcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(results, outcome, &Result::outcome));
}

std::string markdown(const std::string& title, std::span<const Result> results) {
    std::string text =
        "# " + title + "\n\n| passed | failed | skipped | hints |\n|---|---|---|---|\n";
    for (const Outcome outcome :
         {Outcome::passed, Outcome::failed, Outcome::skipped, Outcome::hint})
        text += "| " + std::to_string(count(results, outcome)) + ' ';
    text += "|\n";
    constexpr std::array chapters{std::pair{Outcome::failed, "Failed"},
                                  std::pair{Outcome::hint, "Hints"},
                                  std::pair{Outcome::skipped, "Skipped"}};
    for (const auto& [outcome, heading] : chapters) {
        if (count(results, outcome) == 0) continue;
        text += std::string("\n## ") + heading + "\n\n";
        for (const Result& result : results)
            if (result.outcome == outcome) text += item(result);
    }
    return text;
}

nlohmann::ordered_json to_json(std::span<const Result> results) {
    auto cases = nlohmann::ordered_json::array();
    for (const Result& result : results)
        cases.push_back({{"name", result.name},
                         {"outcome", to_string(result.outcome)},
                         {"message", result.message},
                         {"duration_ms", result.duration.count()}});
    return {{"passed", count(results, Outcome::passed)},
            {"failed", count(results, Outcome::failed)},
            {"skipped", count(results, Outcome::skipped)},
            {"hints", count(results, Outcome::hint)},
            {"cases", std::move(cases)}};
}

} // namespace varve
