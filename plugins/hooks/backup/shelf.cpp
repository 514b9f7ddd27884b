#include "shelf.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;

constexpr auto time_format = "%Y-%m-%dT%H:%M:%S";
using std::chrono::milliseconds;

Shelved looked_at(const fs::path& path) {
    try {
        return {path, read_manifest(path)};
    } catch (const Error& error) {
        return {path, {}, error.what()};
    }
}

} // namespace

std::vector<Shelved> backups_in(const fs::path& directory) {
    std::vector<Shelved> backups;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, none))
        if (fs::is_regular_file(entry.path() / Manifest::file_name))
            backups.push_back(looked_at(entry.path()));
    std::ranges::sort(backups, {},
                      [](const Shelved& one) { return std::pair(one.manifest.made_at, one.path); });
    return backups;
}

std::vector<Shelved> spare(const std::vector<Shelved>& backups, const std::string& database,
                           const Options& options, Time now) {
    std::vector<Shelved> found;
    if (options.keep == 0 && options.keep_days == 0) return found;
    const std::int64_t least = std::max<std::int64_t>(options.keep, 1);
    std::int64_t newer = 0;
    for (auto one = backups.rbegin(); one != backups.rend(); ++one) {
        if (!one->damage.empty() || one->manifest.database != database) continue;
        const auto age = now - time_of(one->manifest.made_at);
        if (newer++ < least) continue;
        if (options.keep_days == 0 || age > std::chrono::days(options.keep_days))
            found.push_back(*one);
    }
    return found;
}

void remove_backup(const fs::path& path) {
    fs::remove(path / Manifest::file_name);
    fs::remove_all(path);
}

std::string utc_text(Time time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t whole = seconds.time_since_epoch().count();
    std::tm utc{};
    ::gmtime_r(&whole, &utc);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), time_format, &utc);
    const std::string fraction = std::to_string(1000 + (time - seconds).count());
    return text.data() + ('.' + fraction.substr(1)) + 'Z';
}

Time time_of(const std::string& utc) {
    std::tm parts{};
    int fraction = 0, length = 0;
    const char* const end = ::strptime(utc.c_str(), time_format, &parts);
    if (end == nullptr || std::sscanf(end, ".%3dZ%n", &fraction, &length) != 1 || length != 5)
        throw Error("'" + utc + "' is no time in UTC");
    return Time(std::chrono::seconds(::timegm(&parts)) + milliseconds(fraction));
}

Time now() {
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

} // namespace varve::backup
