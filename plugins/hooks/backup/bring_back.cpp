#include "work.hpp"

#include "cipher.hpp"
#include "files.hpp"

#include "varve/db/transaction.hpp"
#include "varve/error.hpp"

#include <optional>

#include <unistd.h>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;

constexpr auto aftermath = "the database is not whole; restore it again";
constexpr std::size_t most_shown = 10;

// "PostgreSQL" of "PostgreSQL 15.4".
std::string product(const std::string& server) {
    return server.substr(0, server.find(' '));
}

std::string listed(const std::vector<std::string>& differences) {
    std::string text;
    for (std::size_t i = 0; i < std::min(differences.size(), most_shown); ++i)
        text += (i == 0 ? "" : "; ") + differences[i];
    if (differences.size() > most_shown)
        text += "; and " + std::to_string(differences.size() - most_shown) + " more";
    return text;
}

/// The files of a backup as they were before they were encrypted.
class PlainFiles {
public:
    PlainFiles(const Manifest& manifest, const Options& options, const fs::path& data,
               const std::function<void()>& tick)
        : path_(data) {
        if (manifest.encryption == Encryption::none) return;
        folder_.emplace(fs::temp_directory_path() / ("varve-backup-" + std::to_string(::getpid())));
        path_ = folder_->path();
        decrypt_all(manifest.encryption, options, data, path_, tick);
    }

    const fs::path& path() const noexcept { return path_; }

private:
    std::optional<PrivateFolder> folder_;
    fs::path path_;
};

} // namespace

void Work::require_fit(const Manifest& manifest, Connection& target) const {
    const std::string here(target.dialect().server());
    if (manifest.driver != project_.driver().name() || product(manifest.server) != product(here))
        throw ConfigError("the backup is of " + manifest.server + ", and this database is of " +
                          here + "; say with --url where such a database is");
    if (manifest.release > method_->release(target))
        throw ConfigError("the backup is of " + manifest.server + ", and this server is older: " +
                          here + "; restore it on one that is as new");
}

std::vector<std::string> Work::bring_back(const Manifest& manifest, const fs::path& data,
                                          const Url& url) {
    ConnectRequest target = request();
    target.url = url;
    std::vector<std::string> left_out =
        method_->restore({.url = url,
                          .url_directory = target.directory,
                          .directory = data,
                          .jobs = options_.jobs,
                          .tick = progress("restoring", aftermath)});
    const auto connection = project_.driver().connect(target);
    const Transaction moment(*connection, {.access = Access::read});
    const std::vector<std::string> found =
        differences(manifest.fingerprint,
                    fingerprint_of({project_.driver(), *method_, *connection}, manifest.depth,
                                   tick("comparing", aftermath)),
                    left_out.empty() ? Compare::definitions : Compare::names);
    if (!found.empty())
        throw Error("what was restored is not what was backed up: " + listed(found));
    return left_out;
}

void Work::try_out(const Manifest& manifest, const fs::path& data) {
    ConnectRequest beside = request();
    if (!options_.scratch.empty()) beside.url = Url::parse(options_.scratch);
    const auto scratch = project_.driver().make_scratch(beside);
    if (!scratch)
        throw ConfigError("the driver " + std::string(project_.driver().name()) +
                          " makes no scratch databases, so no backup can be verified");
    bring_back(manifest, data, scratch->url());
}

void Work::verify(const fs::path& backup) {
    const Manifest manifest = read_manifest(backup);
    require_fit(manifest, *project_.connect());
    check_files(backup / "data", manifest.files);
    const PlainFiles plain(manifest, options_, backup / "data",
                           tick("decrypting", "the backup was not verified"));
    try_out(manifest, plain.path());
}

std::vector<std::string> Work::restore(const fs::path& backup, Target target) {
    const Manifest manifest = read_manifest(backup);
    ConnectRequest to = request();
    to.missing = ConnectRequest::Missing::create;
    require_fit(manifest, *project_.driver().connect(to));
    check_files(backup / "data", manifest.files);
    const PlainFiles plain(manifest, options_, backup / "data",
                           tick("decrypting", "nothing was restored"));
    std::vector<std::string> left_out;
    project_.exclusively([&](Connection& connection) {
        if (target == Target::empty && !is_empty({project_.driver(), *method_, connection}))
            throw Error("the database " + to.url.text() +
                            " is not empty; name a new one with --url, or say with --exclusive "
                            "that nobody writes to it and all that it holds may go",
                        ExitCode::refused);
        left_out = bring_back(manifest, plain.path(), to.url);
    });
    return left_out;
}

} // namespace varve::backup
