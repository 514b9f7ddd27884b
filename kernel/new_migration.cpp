#include "kernel/engine.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>

namespace varve {

std::string Engine::create_repeatable(std::string_view name) {
    return sources().front()->create_repeatable(name);
}

std::string Engine::create_migration(std::string_view name, Language language,
                                     std::string_view written) {
    std::vector<Migration> existing;
    for (const auto& source : sources())
        std::ranges::move(source->load().migrations, std::back_inserter(existing));
    const auto native = language == Language::cpp ? native_source({}) : nullptr;
    const std::filesystem::path natives = config_.path("project.migrations") / "native";
    const auto has_source = [&](const Version& version) {
        std::error_code none;
        return std::ranges::any_of(
            std::filesystem::directory_iterator(natives, none), [&](const auto& entry) {
                return entry.path().filename().string().starts_with(version.text() + '_');
            });
    };
    MigrationSource& source = native ? *native : *sources().front();
    // Two made within a second take two seconds.
    for (std::time_t time = std::time(nullptr);; ++time) {
        std::tm utc{};
        ::gmtime_r(&time, &utc);
        std::array<char, 16> text{};
        const std::size_t size = std::strftime(text.data(), text.size(), "%Y%m%d%H%M%S", &utc);
        const Version version(std::string(text.data(), size));
        if (std::ranges::find(existing, version, &Migration::version) == existing.end() &&
            !has_source(version)) {
            migrations_.reset(); // read once more
            return source.create(version, name, written);
        }
    }
}

} // namespace varve
