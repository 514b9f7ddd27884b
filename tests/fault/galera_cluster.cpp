#include "galera_cluster.hpp"

#include "support/process.hpp"
#include "support/server.hpp"

#include <csignal>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace varve::test {

namespace {

using namespace std::chrono_literals;

Outcome script(const std::string& command, const std::filesystem::path& folder) {
    return run({.arguments = {VARVE_SOURCE_DIR "/tests/support/galera_cluster", command,
                              folder.string(), "--stop-after", std::to_string(::getpid())},
                .timeout = 240s});
}

} // namespace

GaleraCluster::GaleraCluster() {
    std::filesystem::permissions(directory_.path(), std::filesystem::perms(0755));
    const Outcome outcome = script("start", directory_ / "c");
    if (outcome.exit_code != 0) throw std::runtime_error(outcome.description());
}

GaleraCluster::~GaleraCluster() {
    script("stop", directory_ / "c");
}

std::string GaleraCluster::folder_of(int node) const {
    return (directory_ / "c" / ("node" + std::to_string(node))).string();
}

std::string GaleraCluster::url(int node, const std::string& database) const {
    return "mysql://varve@/" + database + "?socket=" + folder_of(node) + "/socket";
}

std::string GaleraCluster::rows(int node, const std::string& database,
                                const std::string& sql) const {
    return rows_after(node, database, "SET SESSION wsrep_sync_wait = 1", sql);
}

std::string GaleraCluster::rows_after(int node, const std::string& database,
                                      const std::string& setting, const std::string& sql) const {
    const Outcome outcome = run({.arguments = {"mariadb", "--no-defaults", "--skip-ssl", "-uroot",
                                               "-N", "-S", folder_of(node) + "/socket",
                                               "--init-command=" + setting, "-e", sql, database}});
    if (outcome.exit_code != 0) throw std::runtime_error(outcome.description());
    return outcome.output;
}

std::string GaleraCluster::make_database() const {
    std::string name = new_database_name();
    rows(1, "mysql", "CREATE DATABASE " + name);
    return name;
}

void GaleraCluster::wait_for_statement(int node, const std::string& beginning) const {
    const std::string question =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '" + beginning + "%'";
    const auto end = std::chrono::steady_clock::now() + 30s;
    // To wait for the other nodes is to wait for the end of a schema change.
    while (rows_after(node, "mysql", "SET SESSION wsrep_sync_wait = 0", question) == "0\n") {
        if (std::chrono::steady_clock::now() > end)
            throw std::runtime_error("no statement is seen at work: " + beginning);
        std::this_thread::sleep_for(20ms);
    }
}

void GaleraCluster::kill(int node) const {
    ::kill(std::stoi(read_file(folder_of(node) + "/pid")), SIGKILL);
}

} // namespace varve::test
