#pragma once

#include "varve/plugin/project.hpp"

namespace varve::testing {

/// A project around a database that a suite may use: nothing is applied, nobody else is at work,
/// and nobody watches.
class RehearsalProject : public Project {
public:
    /// `driver` outlives it.
    RehearsalProject(const Driver& driver, ConnectRequest request);

    std::filesystem::path directory() const override;
    std::string profile() const override;
    std::string who() const override;
    const Driver& driver() override;
    ConnectRequest connect_request() const override;
    OwnTables own_tables(Connection& connection) override;
    std::vector<Version> applied(Connection& connection) override;
    void exclusively(const std::function<void(Connection&)>& deed) override;
    void tell(std::string_view sentence) override;
    void progress(std::string_view what, std::uint64_t done, std::uint64_t total) override;
    void stop_if_interrupted(std::string_view aftermath) override;

private:
    const Driver& driver_;
    ConnectRequest request_;
};

} // namespace varve::testing
