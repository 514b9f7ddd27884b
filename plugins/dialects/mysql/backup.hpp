#pragma once

#include "varve/db/backup.hpp"

namespace varve::mysql {

/// Copies a database with mariadb-dump, and makes it again with the client mariadb. Both know MySQL
/// as well.
class DumpBackup final : public BackupMethod {
public:
    std::string description() const override;
    void check(Connection& connection) const override;
    std::uint64_t estimate(Connection& connection) const override;
    std::uint32_t release(Connection& connection) const override;
    std::vector<ComparedRows> compared_rows(Connection& connection) const override;
    void backup(const BackupRequest& request) const override;
    std::vector<std::string> restore(const RestoreRequest& request) const override;
};

} // namespace varve::mysql
