#pragma once

#include <varve/db/driver.hpp>

/// Opens databases by their URLs: acme:relative.db, acme:///absolute/path.db.
class AcmeDriver : public varve::Driver {
public:
    std::string_view name() const override { return "acme"; }
    std::vector<std::string> schemes() const override { return {"acme"}; }
    std::unique_ptr<varve::Connection> connect(const varve::ConnectRequest& request) const override;
    std::unique_ptr<varve::MigrationLock>
    migration_lock(varve::Connection& connection, const varve::ConnectRequest& reconnect,
                   const varve::LockRequest& request) const override;
};
