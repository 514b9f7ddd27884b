#pragma once

#include "fingerprint.hpp"
#include "manifest.hpp"
#include "options.hpp"

#include "varve/plugin/project.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace varve::backup {

/// Backups of one project's database: made, tried, brought back.
class Work {
public:
    Work(Project& project, Options options);

    /// Makes a backup, restores it into a scratch database and compares. Returns its folder. What
    /// goes wrong is an Error, and nothing is left of the backup then.
    std::filesystem::path take();

    /// Does the same with a backup that is there: Error that says what is wrong with it.
    void verify(const std::filesystem::path& backup);

    /// May the database hold anything already, to be replaced?
    enum class Target : std::uint8_t { empty, replaced };
    /// Makes the project's database from a backup, and compares. Returns what it could not have of
    /// owners and privileges. Nothing is changed where the backup is damaged, of another kind of
    /// database or of a newer server, and where the database must be empty and is not.
    std::vector<std::string> restore(const std::filesystem::path& backup, Target target);

    /// Removes the backups that need not be kept; returns their folders.
    std::vector<std::filesystem::path> prune();

    const Options& options() const noexcept { return options_; }

private:
    ConnectRequest request() const { return project_.connect_request(); }
    std::string database() const;
    void copy(Manifest& manifest, const std::filesystem::path& data);
    void record(Connection& moment, Manifest& manifest);
    void finish(Manifest& manifest, const std::filesystem::path& folder);
    void require_fit(const Manifest& manifest, Connection& target) const;
    void try_out(const Manifest& manifest, const std::filesystem::path& data);
    std::vector<std::string> bring_back(const Manifest& manifest, const std::filesystem::path& data,
                                        const Url& url);
    std::function<void()> tick(std::string what, std::string aftermath);
    Tick progress(std::string what, std::string aftermath);

    Project& project_;
    const Options options_;
    const std::unique_ptr<BackupMethod> method_;
};

/// ConfigError where the driver cannot back up its databases.
std::unique_ptr<BackupMethod> method_of(const Driver& driver);

/// Begins the names of folders in which a backup is being made.
inline constexpr std::string_view partial_prefix = ".partial-";

} // namespace varve::backup
