#pragma once

#include "support/temp_dir.hpp"

#include <string>

namespace varve::test {

/// Three MariaDB servers, started for a test, that replicate to each other. Nodes are counted
/// from 1. They end with this object, and when the test is killed.
class GaleraCluster {
public:
    /// Throws std::runtime_error where they do not start.
    GaleraCluster();
    GaleraCluster(const GaleraCluster&) = delete;
    GaleraCluster& operator=(const GaleraCluster&) = delete;
    ~GaleraCluster();

    std::string url(int node, const std::string& database) const;
    /// The rows of the last of these statements, cells separated by tabs; what the other nodes have
    /// committed is in.
    std::string rows(int node, const std::string& database, const std::string& sql) const;
    std::string make_database() const;
    /// Waits until a statement that begins so is at work on the node. Throws std::runtime_error
    /// after half a minute.
    void wait_for_statement(int node, const std::string& beginning) const;
    /// SIGKILL.
    void kill(int node) const;

private:
    std::string folder_of(int node) const;
    std::string rows_after(int node, const std::string& database, const std::string& setting,
                           const std::string& sql) const;

    TempDir directory_{TempDir::Where::memory};
};

} // namespace varve::test
