#include "work.hpp"

#include "shelf.hpp"

#include "varve/error.hpp"

namespace varve::backup {

std::unique_ptr<BackupMethod> method_of(const Driver& driver) {
    auto method = driver.backup_method();
    if (!method)
        throw ConfigError("the driver " + std::string(driver.name()) +
                          " cannot back up its databases; take 'backup' out of project.hooks");
    return method;
}

Work::Work(Project& project, Options options)
    : project_(project), options_(std::move(options)), method_(method_of(project.driver())) {}

// The same for every project that means this database, and for no other.
std::string Work::database() const {
    const ConnectRequest wanted = request();
    const std::filesystem::path path(wanted.url.path());
    if (wanted.url.has_authority() || path.is_absolute()) return wanted.url.text();
    return wanted.url.with_path((wanted.directory / path).string()).text();
}

std::function<void()> Work::tick(std::string what, std::string aftermath) {
    return [this, what = std::move(what), aftermath = std::move(aftermath)] {
        project_.progress(what, 0, 0);
        project_.stop_if_interrupted(aftermath);
    };
}

Tick Work::progress(std::string what, std::string aftermath) {
    return [this, what = std::move(what), aftermath = std::move(aftermath)](std::uint64_t done,
                                                                            std::uint64_t total) {
        project_.progress(what, done, total);
        project_.stop_if_interrupted(aftermath);
    };
}

std::vector<std::filesystem::path> Work::prune() {
    std::vector<std::filesystem::path> removed;
    for (const Shelved& one : spare(backups_in(options_.directory), database(), options_, now())) {
        remove_backup(one.path);
        removed.push_back(one.path);
    }
    return removed;
}

} // namespace varve::backup
