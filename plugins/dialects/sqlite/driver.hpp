#pragma once

#include "varve/db/driver.hpp"

namespace varve::sqlite {

/// Opens SQLite databases; see Location for their URLs.
class SqliteDriver : public Driver {
public:
    std::string_view name() const override { return "sqlite"; }
    std::vector<std::string> schemes() const override { return {"sqlite"}; }
    std::unique_ptr<Connection> connect(const ConnectRequest& request) const override;
    std::unique_ptr<MigrationLock> migration_lock(Connection& connection,
                                                  const ConnectRequest& reconnect,
                                                  const LockRequest& request) const override;
    std::unique_ptr<Scratch> make_scratch(const ConnectRequest& request) const override;
    std::optional<std::vector<SchemaObject>> describe(Connection& connection) const override;
    std::unique_ptr<BackupMethod> backup_method() const override;
    std::vector<Check> checks() const override;
    Diagnosis explain(const DatabaseError& error, const ConnectRequest& request) const override;
    std::unique_ptr<Introspector> introspector() const override;
};

} // namespace varve::sqlite
