#pragma once

#include "support/process.hpp"
#include "support/temp_dir.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace varve::test {

/// The real program in a project of its own: a temporary folder with a `migrations` folder. Each
/// run has a VARVE_PASSWORD: what a test sets, or else test_password(), which no file may hold in
/// the end.
class Project {
public:
    Project();
    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;
    ~Project();

    const std::filesystem::path& path() const { return folder_.path(); }
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const {
        return folder_.write(name, text);
    }
    /// Writes migrations/<name>.sql.
    std::filesystem::path migration(const std::string& name, std::string_view text) const {
        return folder_.write("migrations/" + name + ".sql", text);
    }
    std::filesystem::path operator/(const std::filesystem::path& name) const {
        return folder_ / name;
    }

    /// Given to every command: the database's URL. Empty: none is given.
    std::string url;
    /// Instead of this folder's own.
    std::filesystem::path migrations;
    std::vector<std::pair<std::string, std::string>> environment = {};

    /// The command line of the program with these words, ready to be changed or started.
    Command command(std::vector<std::string> words) const;
    /// Runs it to its end.
    Outcome varve(std::vector<std::string> words) const { return run(command(std::move(words))); }

private:
    TempDir folder_;
};

/// Fails the test unless the program ended with this exit code; what it said is in the message.
void require_exit(const Outcome& outcome, int exit_code);

/// Does the program's output or error hold this text?
bool says(const Outcome& outcome, std::string_view text);

} // namespace varve::test
