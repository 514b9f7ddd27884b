#include "sql_source.hpp"

#include "migration_file.hpp"
#include "template.hpp"

#include "varve/error.hpp"
#include "varve/migration/file_name.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <tuple>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace varve::sql {

namespace {

constexpr const char* repeatable_folder = "repeatable";

std::string reason() {
    return std::generic_category().message(errno);
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

std::vector<std::string> names_in(const std::filesystem::path& directory) {
    DIR* const stream = ::opendir(directory.c_str());
    if (stream == nullptr)
        throw ConfigError(
            "the folder of the migrations, " + directory.string() +
            ", cannot be read: " + reason() +
            "; name another with --dir or project.migrations, or make it with 'varve init'");
    std::vector<std::string> names;
    while (const dirent* const entry = ::readdir(stream)) names.emplace_back(entry->d_name);
    ::closedir(stream);
    std::ranges::sort(names);
    return names;
}

// The whole file; a sentence says why not.
std::string read_whole(int directory, const std::string& name, std::string& text) {
    const Descriptor file(::openat(directory, name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat facts {};
    if (file.get() < 0 || ::fstat(file.get(), &facts) != 0) return "cannot be read: " + reason();
    if (S_ISDIR(facts.st_mode)) return "is a folder, and its name is that of a migration";
    if (!S_ISREG(facts.st_mode)) return "is not a file";
    text.resize(static_cast<std::size_t>(facts.st_size));
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(file.get(), text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return "cannot be read: " + reason();
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    text.resize(size);
    return "";
}

/// One folder of migrations, all of the same sort.
class Folder {
public:
    enum class Holds { versioned, repeatables };

    Folder(const std::filesystem::path& directory, std::string shown, SourceContents& contents,
           Holds holds = Holds::versioned)
        : shown_(std::move(shown)), holds_(holds), names_(names_in(directory)),
          directory_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
          contents_(contents) {}

    const std::vector<std::string>& names() const { return names_; }

    void load() {
        for (const std::string& name : names_) load_file(name);
    }

private:
    void load_file(const std::string& name) {
        auto parsed =
            holds_ == Holds::repeatables ? parse_repeatable_file_name(name) : parse_file_name(name);
        if (std::holds_alternative<NotAMigration>(parsed)) return;
        std::string file = shown_ + name;
        if (const auto* const wrong = std::get_if<WrongName>(&parsed)) {
            contents_.problems.push_back({file, 0, wrong->sentence});
            return;
        }
        if (std::string sentence = read_whole(directory_.get(), name, text_); !sentence.empty()) {
            contents_.problems.push_back({file, 0, std::move(sentence)});
            return;
        }
        FileName& found = std::get<FileName>(parsed);
        Migration& migration = contents_.migrations.emplace_back();
        migration.version = std::move(found.version);
        migration.name = std::move(found.name);
        migration.origin = std::move(file);
        if (holds_ == Holds::repeatables) migration.repeatable.emplace();
        parse_migration_file(text_, migration.origin, migration, contents_.problems);
    }

    std::string shown_;
    Holds holds_;
    std::vector<std::string> names_;
    Descriptor directory_;
    SourceContents& contents_;
    std::string text_; // room to read into, the same for all files
};

// What lies there would be neither run nor missed.
void report_folders_in(const std::filesystem::path& directory, const std::string& shown,
                       SourceContents& contents) {
    std::error_code unreadable; // whoever reads it tells
    for (const auto& entry : std::filesystem::directory_iterator(directory, unreadable)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') || name.ends_with(".sql") || !entry.is_directory()) continue;
        for (const auto& file :
             std::filesystem::recursive_directory_iterator(entry.path(), unreadable))
            if (file.path().extension() == ".sql")
                contents.problems.push_back(
                    {shown + file.path().lexically_relative(directory).string(), 0,
                     "is not read, for it lies in a folder below " + shown + "; move it there"});
    }
}

// Versions have one length, so files of the same one stand side by side.
void report_twins(SourceContents& contents) {
    const Migration* before = nullptr;
    for (const Migration& migration : contents.migrations) {
        if (before != nullptr && migration.version == before->version)
            contents.problems.push_back(
                {migration.origin, 0,
                 "has the same version as " + before->origin + "; give one of them another"});
        else
            before = &migration;
    }
}

} // namespace

SqlSource::SqlSource(std::filesystem::path directory) : directory_(std::move(directory)) {
    std::error_code error;
    const std::filesystem::path near =
        directory_.lexically_proximate(std::filesystem::current_path(error));
    const bool below = !error && !near.empty() && *near.begin() != "..";
    shown_ = ((below ? near : directory_) / "").lexically_normal().string();
}

std::string SqlSource::description() const {
    return "SQL files in " + directory_.string();
}

SourceContents SqlSource::load() {
    SourceContents contents;
    Folder folder(directory_, shown_, contents);
    contents.migrations.reserve(folder.names().size());
    folder.load();
    report_twins(contents);
    if (const std::filesystem::path repeatables = directory_ / repeatable_folder;
        std::filesystem::exists(repeatables)) {
        const std::string shown = shown_ + repeatable_folder + '/';
        Folder(repeatables, shown, contents, Folder::Holds::repeatables).load();
        report_folders_in(repeatables, shown, contents);
    }
    std::ranges::stable_sort(contents.problems, {}, [](const SourceProblem& problem) {
        return std::tie(problem.file, problem.line);
    });
    return contents;
}

std::string SqlSource::create(const Version& version, std::string_view words,
                              std::string_view text) {
    const std::string name = name_from(words);
    const std::string file = shown_ + version.text() + '_' + name + ".sql";
    write_new_file(file, text.empty() ? migration_template(name) : std::string(text));
    return file;
}

std::string SqlSource::text_of(const MigrationDraft& draft) const {
    return migration_text(draft);
}

std::string SqlSource::create_repeatable(std::string_view words) {
    const std::string name = name_from(words);
    std::error_code ignored; // writing tells
    std::filesystem::create_directory(directory_ / repeatable_folder, ignored);
    const std::string file = shown_ + repeatable_folder + '/' + name + ".sql";
    write_new_file(file, repeatable_template(name));
    return file;
}

} // namespace varve::sql
