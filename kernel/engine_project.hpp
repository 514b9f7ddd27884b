#pragma once

#include "kernel/engine.hpp"
#include "varve/plugin/project.hpp"

namespace varve {

/// The engine's project, as the hooks and commands of one plugin see it.
class EngineProject : public Project {
public:
    /// For `plugin`; `engine` outlives it. `running` is the session of the run at work, which holds
    /// the lock, or nullptr.
    EngineProject(Engine& engine, std::string plugin, Connection* running = nullptr)
        : engine_(engine), plugin_(std::move(plugin)), running_(running) {}

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
    Engine& engine_;
    std::string plugin_;
    Connection* running_;
};

} // namespace varve
