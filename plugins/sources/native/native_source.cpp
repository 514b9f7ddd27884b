#include "native_source.hpp"

#include "template.hpp"

#include "varve/error.hpp"
#include "varve/migration/file_name.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include <openssl/sha.h>

namespace varve::native {

namespace {

std::string sha256_of(const std::string& text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, SHA256_DIGEST_LENGTH> sum;
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), sum.data());
    std::string hexadecimal;
    for (const unsigned char byte : sum) {
        hexadecimal += digits[byte >> 4U];
        hexadecimal += digits[byte & 15U];
    }
    return hexadecimal;
}

std::optional<std::string> contents_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    return std::string(std::istreambuf_iterator(stream), {});
}

Migration migration_of(const ContributedMigration& built) {
    const std::unique_ptr<NativeMigration> code = built.make();
    Migration migration{.version = built.version, .name = built.name, .origin = built.file};
    migration.up.transaction = code->transaction();
    migration.irreversible = code->irreversible();
    if (migration.irreversible.empty()) migration.down = migration.up;
    migration.native = NativeCode{
        .make = built.make, .checksum = "source:" + built.sha256, .retryable = code->retryable()};
    return migration;
}

void add(const ContributedMigration& built, SourceContents& contents) {
    const auto problem = [&](std::string_view what) {
        contents.problems.push_back(
            {built.file, 0, "cannot be made ready: its class threw " + std::string(what)});
    };
    try {
        contents.migrations.push_back(migration_of(built));
    } catch (const std::exception& error) {
        problem(std::string("'") + error.what() + "'");
    } catch (...) {
        problem("something that is not an exception");
    }
}

std::vector<std::filesystem::path> sources_in(const std::filesystem::path& directory) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error))
        files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

} // namespace

NativeSource::NativeSource(std::filesystem::path directory, std::vector<ContributedMigration> built)
    : directory_(std::move(directory)), built_(std::move(built)) {}

std::string NativeSource::description() const {
    return std::to_string(built_.size()) + " migrations in C++";
}

SourceContents NativeSource::load() {
    SourceContents contents;
    contents.migrations.reserve(built_.size());
    for (const ContributedMigration& built : built_) add(built, contents);
    compare_with_sources(contents);
    return contents;
}

void NativeSource::compare_with_sources(SourceContents& contents) const {
    for (const std::filesystem::path& file : sources_in(directory_)) {
        const auto add = [&](std::string sentence) {
            contents.problems.push_back({file.string(), 0, std::move(sentence)});
        };
        const auto parsed = parse_file_name(file.filename().string(), ".cpp");
        if (const auto* const wrong = std::get_if<WrongName>(&parsed)) add(wrong->sentence);
        const auto* const name = std::get_if<FileName>(&parsed);
        if (name == nullptr) continue;
        const auto built = std::ranges::find(built_, name->version, &ContributedMigration::version);
        const std::optional<std::string> text = contents_of(file);
        if (!text)
            add("cannot be read");
        else if (built == built_.end() || built->name != name->name)
            add("is in none of the libraries that project.sources names; list it in "
                "varve_migrations(), and build");
        else if (built->sha256 != sha256_of(*text))
            add("has changed since its library was built; build it again");
    }
}

std::string NativeSource::create(const Version& version, std::string_view words,
                                 std::string_view text) {
    const std::string name = name_from(words);
    std::error_code ignored; // writing tells
    std::filesystem::create_directories(directory_, ignored);
    const std::filesystem::path file = directory_ / (version.text() + '_' + name + ".cpp");
    write_new_file(file, text.empty() ? migration_template(name) : std::string(text));
    return file.lexically_proximate(std::filesystem::current_path()).string();
}

} // namespace varve::native
