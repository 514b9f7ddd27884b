#include "seed_settings.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <array>

namespace varve::seed {

namespace {

Mode mode_of(const std::string& word, const std::string& where) {
    if (word == "insert") return Mode::insert;
    if (word == "upsert") return Mode::upsert;
    if (word == "replace") return Mode::replace;
    const std::array<std::string, 3> known{"insert", "upsert", "replace"};
    throw ConfigError("[seed] " + where + " is \"" + word +
                      "\", and can be insert, upsert or replace" + suggestion(word, known));
}

} // namespace

SeedSettings SeedSettings::read(const Settings& settings) {
    SeedSettings seed{.directory = settings.text("directory", "seeds"),
                      .after_run = settings.boolean("after_run", false)};
    constexpr std::string_view prefix = "tables.";
    for (const auto& [path, value] : settings.values()) {
        if (!path.starts_with(prefix)) continue;
        const std::size_t point = path.rfind('.');
        TableSettings& table = seed.tables[path.substr(prefix.size(), point - prefix.size())];
        const std::string_view name = std::string_view(path).substr(point + 1);
        if (name == "table") table.table = settings.text(path);
        if (name == "key") table.key = settings.list(path);
        if (name == "mode") table.mode = mode_of(settings.text(path), path);
        if (name == "after") table.after = settings.list(path);
    }
    return seed;
}

} // namespace varve::seed
