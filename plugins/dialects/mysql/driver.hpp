#pragma once

#include "varve/db/driver.hpp"

namespace varve::mysql {

/// Reaches MySQL and MariaDB; see Location for their URLs. Both have the dialect "mysql".
class MysqlDriver final : public Driver {
public:
    std::string_view name() const override { return "mysql"; }
    std::vector<std::string> schemes() const override { return {"mysql", "mariadb"}; }
    std::unique_ptr<Connection> connect(const ConnectRequest& request) const override;
    std::unique_ptr<MigrationLock> migration_lock(Connection& connection,
                                                  const ConnectRequest& reconnect,
                                                  const LockRequest& request) const override;
    std::vector<std::string> review(Connection& connection, const Plan& plan) const override;
    bool rehearse(const ConnectRequest& request, Plan& plan) const override;
    std::unique_ptr<Scratch> make_scratch(const ConnectRequest& request) const override;
    std::optional<std::vector<SchemaObject>> describe(Connection& connection) const override;
    std::unique_ptr<BackupMethod> backup_method() const override;
    std::vector<Check> checks() const override;
    Diagnosis explain(const DatabaseError& error, const ConnectRequest& request) const override;
    std::unique_ptr<Introspector> introspector() const override;
};

} // namespace varve::mysql
