#pragma once

#include "varve/plugin/project.hpp"

#include <exception>

namespace varve::test {

/// For a hook that does not use the project that it is made for; only its folder can be told.
class NoProject : public Project {
public:
    explicit NoProject(std::filesystem::path directory = {}) : directory_(std::move(directory)) {}

    std::filesystem::path directory() const override { return directory_; }
    std::string profile() const override { return {}; }
    std::string who() const override { return {}; }
    const Driver& driver() override { std::terminate(); }
    ConnectRequest connect_request() const override { std::terminate(); }
    OwnTables own_tables(Connection&) override { return {}; }
    std::vector<Version> applied(Connection&) override { return {}; }
    void exclusively(const std::function<void(Connection&)>&) override {}
    void tell(std::string_view) override {}
    void progress(std::string_view, std::uint64_t, std::uint64_t) override {}
    void stop_if_interrupted(std::string_view) override {}

private:
    std::filesystem::path directory_;
};

} // namespace varve::test
