#include "source.hpp"

#include <varve/error.hpp>
#include <varve/migration/file_name.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace varve;

namespace {

constexpr std::string_view ending = ".acme";
constexpr std::string_view down_line = "\n=== down\n";

std::vector<std::filesystem::path> files_in(const std::filesystem::path& directory) {
    std::error_code reason;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(directory, reason))
        files.push_back(entry.path());
    if (reason)
        throw ConfigError("the folder of the migrations, " + directory.string() +
                          ", cannot be read: " + reason.message());
    std::ranges::sort(files);
    return files;
}

SqlOperation operation(std::string_view text, std::uint32_t line) {
    return {.fragments = {{.text = std::string(text), .line = line}}};
}

void report_twins(SourceContents& contents) {
    std::ranges::sort(contents.migrations, {}, &Migration::version);
    const auto same = [](const Migration& a, const Migration& b) { return a.version == b.version; };
    for (auto twin = contents.migrations.begin();
         (twin = std::adjacent_find(twin, contents.migrations.end(), same)) !=
         contents.migrations.end();
         ++twin)
        contents.problems.push_back(
            {std::next(twin)->origin, 0,
             "has the version of " + twin->origin + "; give one of them another"});
}

} // namespace

SourceContents AcmeSource::load() {
    SourceContents contents;
    for (const auto& path : files_in(directory_)) load_file(path, contents);
    report_twins(contents);
    return contents;
}

void AcmeSource::load_file(const std::filesystem::path& path, SourceContents& contents) const {
    auto parsed = parse_file_name(path.filename().string(), ending);
    if (std::holds_alternative<NotAMigration>(parsed)) return;
    if (const auto* const wrong = std::get_if<WrongName>(&parsed)) {
        contents.problems.push_back({path.string(), 0, wrong->sentence});
        return;
    }
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (text.empty()) {
        contents.problems.push_back({path.string(), 0, "is empty, or cannot be read"});
        return;
    }
    FileName& file_name = std::get<FileName>(parsed);
    Migration migration;
    migration.version = std::move(file_name.version);
    migration.name = std::move(file_name.name);
    migration.origin = path.string();
    const std::size_t end = text.find(down_line);
    migration.up = operation(std::string_view(text).substr(0, end), 1);
    if (end == std::string::npos) {
        migration.irreversible = "it has no line === down";
    } else {
        const auto lines =
            std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
        migration.down = operation(std::string_view(text).substr(end + down_line.size()),
                                   static_cast<std::uint32_t>(lines + 3));
    }
    contents.migrations.push_back(std::move(migration));
}

std::string AcmeSource::create(const Version& version, std::string_view words,
                               std::string_view text) {
    const std::filesystem::path file =
        directory_ / (version.text() + '_' + name_from(words) + std::string(ending));
    write_new_file(file, text.empty()
                             ? "-- the way up" + std::string(down_line) + "-- the way down\n"
                             : std::string(text));
    return file.string();
}
