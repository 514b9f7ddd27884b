#pragma once

#include "kernel/config/config.hpp"
#include "kernel/migrate/bookkeeping.hpp"
#include "kernel/migrate/comparison.hpp"
#include "kernel/migrate/migration_set.hpp"
#include "varve/db/driver.hpp"

#include <vector>

/// What can be said of any database, by trying and asking.
namespace varve {

/// Is history where the configuration says?
std::vector<Diagnosis> check_home(Connection& connection, const Bookkeeping& bookkeeping);
/// How the files stand beside what is applied.
std::vector<Diagnosis> check_history(const std::vector<MigrationStatus>& statuses,
                                     const Config& config);
std::vector<Diagnosis> check_lock(MigrationLock& lock);
/// The server's clock beside ours.
std::vector<Diagnosis> check_clock(Connection& connection);
/// Is what [invariants] protects there? Otherwise it protects nothing, and says so nowhere else.
std::vector<Diagnosis> check_invariants(Connection& connection,
                                        const std::vector<std::string>& tables);
/// Tries, in the open transaction, what every run does: makes a table, and writes varve's own.
std::vector<Diagnosis> check_writing(Connection& connection, const Bookkeeping& bookkeeping);

} // namespace varve
