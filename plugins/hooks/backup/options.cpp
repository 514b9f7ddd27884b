#include "options.hpp"

#include "varve/error.hpp"
#include "varve/suggestion.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace varve::backup {

namespace {

constexpr std::array<std::string_view, 2> moments{"before-run", "before-destructive"};
constexpr std::array<std::string_view, 2> depths{"sampled", "full"};
constexpr std::array<std::string_view, 3> encryptions{"none", "age", "gpg"};
constexpr std::int64_t most_jobs = 64;

std::size_t place_of(const std::string& word, std::span<const std::string_view> known,
                     const std::string& what) {
    const auto found = std::ranges::find(known, word);
    if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
    std::string sentence = what + " is '" + word + "'; what it may be:";
    for (const std::string_view one : known) sentence += ' ' + std::string(one);
    throw ConfigError(sentence +
                      suggestion(word, std::vector<std::string>(known.begin(), known.end())));
}

std::int64_t number(const Settings& settings, const std::string& name, std::int64_t otherwise) {
    const std::int64_t value = settings.integer(name, otherwise);
    if (value >= 1 || !settings.has(name)) return value;
    throw ConfigError("backup." + name + " is " + std::to_string(value) +
                      ", and it must be at least 1; leave it out for the usual");
}

void check_whole(const Options& options) {
    const bool encrypts = options.encryption != Encryption::none;
    if (encrypts && options.recipient.empty())
        throw ConfigError("backup.encrypt needs backup.recipient: for whom backups are encrypted");
    if (!encrypts && !options.recipient.empty())
        throw ConfigError("backup.recipient needs backup.encrypt = \"age\" or \"gpg\"; nothing is "
                          "encrypted without it");
}

} // namespace

Depth depth_named(const std::string& word, const std::string& what) {
    return static_cast<Depth>(place_of(word, depths, what));
}

Options read_options(const Settings& settings, const std::filesystem::path& folder) {
    Options options;
    options.when =
        static_cast<When>(place_of(settings.text("when", moments.front()), moments, "backup.when"));
    options.directory = std::filesystem::absolute(folder / settings.text("directory", "backups"))
                            .lexically_normal();
    options.depth = depth_named(settings.text("verify", depths.front()), "backup.verify");
    options.jobs = static_cast<unsigned>(std::min(number(settings, "jobs", 2), most_jobs));
    options.scratch = settings.text("scratch");
    options.keep = number(settings, "keep", 0);
    options.keep_days = number(settings, "keep_days", 0);
    options.encryption = static_cast<Encryption>(
        place_of(settings.text("encrypt", encryptions.front()), encryptions, "backup.encrypt"));
    options.recipient = settings.text("recipient");
    if (settings.has("identity"))
        options.identity = std::filesystem::absolute(folder / settings.text("identity")).string();
    check_whole(options);
    return options;
}

std::string_view to_string(Depth depth) noexcept {
    return depths[static_cast<std::size_t>(depth)];
}
std::string_view to_string(Encryption encryption) noexcept {
    return encryptions[static_cast<std::size_t>(encryption)];
}

} // namespace varve::backup
