#pragma once

#include "varve/db/driver.hpp"

#include <string>
#include <vector>

namespace varve {

/// A database to try things in. What is made in it can be dropped again; what was in it before
/// stays.
class TestDatabase {
public:
    /// Looks what is in it. Throws where its dialect cannot tell. `driver` outlives it.
    TestDatabase(const Driver& driver, ConnectRequest request);

    const Driver& driver() const { return driver_; }
    const ConnectRequest& request() const { return request_; }
    /// The tables and views that were in it.
    const std::vector<std::string>& found() const { return found_; }

    std::unique_ptr<Connection> connect() const;
    /// Drops all tables and views that were not in it.
    void clean() const;

private:
    const Driver& driver_;
    ConnectRequest request_;
    std::vector<std::string> found_;
};

} // namespace varve
