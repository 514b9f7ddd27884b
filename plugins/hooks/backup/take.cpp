#include "work.hpp"

#include "cipher.hpp"
#include "files.hpp"
#include "sha256.hpp"
#include "shelf.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

namespace varve::backup {

namespace {

namespace fs = std::filesystem;

constexpr auto aftermath = "no backup was made";

// "20260131T120000123Z": what sorts by its name sorts by time.
std::string stamp(std::string utc) {
    std::erase_if(utc, [](char c) { return c == '-' || c == ':' || c == '.'; });
    return utc;
}

// A version is any text; a name of a folder is not.
std::string name_of(const Manifest& manifest) {
    std::string version = manifest.newest_version.empty() ? "none" : manifest.newest_version;
    std::ranges::replace_if(
        version,
        [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '.' && c != '_'; },
        '_');
    return stamp(manifest.made_at) + '_' + version.substr(0, 100);
}

fs::path unused(const fs::path& path) {
    fs::path free = path;
    for (int number = 2; fs::exists(free); ++number)
        free = path.string() + '-' + std::to_string(number);
    return free;
}

} // namespace

void Work::record(Connection& moment, Manifest& manifest) {
    const std::vector<Version> applied = project_.applied(moment);
    std::string all;
    for (const Version& version : applied) all += version.text() + '\n';
    manifest.newest_version = applied.empty() ? "" : std::ranges::max(applied).text();
    manifest.applied = applied.size();
    manifest.history = "sha256:" + sha256_of(all);
    manifest.fingerprint = fingerprint_of({project_.driver(), *method_, moment}, options_.depth,
                                          tick("reading the rows", aftermath));
}

void Work::copy(Manifest& manifest, const fs::path& data) {
    const ConnectRequest from = request();
    bool recorded = false;
    method_->backup({.url = from.url,
                     .url_directory = from.directory,
                     .directory = data,
                     .jobs = options_.jobs,
                     .on_snapshot =
                         [&](Connection& moment) {
                             record(moment, manifest);
                             recorded = true;
                         },
                     .tick = progress("copying the database", aftermath)});
    if (!recorded) throw Error("the driver did not show the moment of its backup");
}

void Work::finish(Manifest& manifest, const fs::path& folder) {
    const fs::path data = folder / "data";
    encrypt_all(options_, data, tick("encrypting", aftermath));
    make_lasting(data);
    manifest.files = files_in(data);
    write_manifest(folder, manifest);
}

fs::path Work::take() {
    Manifest manifest{.database = database(),
                      .driver = std::string(project_.driver().name()),
                      .method = method_->description(),
                      .made_at = utc_text(now()),
                      .made_by = project_.who(),
                      .encryption = options_.encryption,
                      .depth = options_.depth};
    require_program(options_.encryption);
    remove_abandoned(options_.directory, partial_prefix);
    PrivateFolder folder(
        options_.directory /
        (std::string(partial_prefix) + stamp(manifest.made_at) + '-' + std::to_string(::getpid())));
    {
        const auto connection = project_.connect();
        method_->check(*connection);
        manifest.server = connection->dialect().server();
        manifest.release = method_->release(*connection);
        // Of one that is encrypted, both are there for a while.
        const std::uint64_t copies = options_.encryption == Encryption::none ? 1 : 2;
        require_space(options_.directory, copies * method_->estimate(*connection));
    }
    const fs::path data = folder.path() / "data";
    fs::create_directory(data);
    fs::permissions(data, fs::perms::owner_all);
    copy(manifest, data);
    try_out(manifest, data);
    finish(manifest, folder.path());
    const fs::path kept = unused(options_.directory / name_of(manifest));
    folder.keep_as(kept);
    return kept;
}

} // namespace varve::backup
