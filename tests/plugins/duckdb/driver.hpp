#pragma once

#include "varve/db/driver.hpp"

namespace varve::duckdb {

/// Opens DuckDB databases: duckdb:///abs/path.db, duckdb:relative.db or duckdb::memory:, with
/// DuckDB's settings as parameters (?access_mode=read_only&memory_limit=1GB).
class DuckdbDriver : public Driver {
public:
    std::string_view name() const override { return "duckdb"; }
    std::vector<std::string> schemes() const override { return {"duckdb"}; }
    std::unique_ptr<Connection> connect(const ConnectRequest& request) const override;
    std::unique_ptr<MigrationLock> migration_lock(Connection& connection,
                                                  const ConnectRequest& reconnect,
                                                  const LockRequest& request) const override;
};

} // namespace varve::duckdb
