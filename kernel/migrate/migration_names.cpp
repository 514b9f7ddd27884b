#include "kernel/migrate/migration_names.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <string>
#include <vector>

namespace varve {

std::size_t resolve(std::string_view text, std::span<const MigrationNames> known) {
    std::vector<std::size_t> found;
    std::vector<std::string> words;
    for (std::size_t place = 0; place < known.size(); ++place) {
        const auto& [version, name] = known[place];
        if (version == text || (name == text && !name.empty())) return place;
        if (!text.empty() && version.starts_with(text)) found.push_back(place);
        words.emplace_back(version);
        words.emplace_back(name);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
        throw MigrationError("no migration has the version or name '" + std::string(text) + "'" +
                                 suggestion(text, words) + "; 'varve status' shows those known",
                             ExitCode::usage);
    throw MigrationError("'" + std::string(text) + "' is the beginning of " +
                             std::to_string(found.size()) + " versions, from " +
                             std::string(known[found.front()].version) + " to " +
                             std::string(known[found.back()].version) + "; write more of it",
                         ExitCode::usage);
}

} // namespace varve
