#pragma once

#include "kernel/migrate/interruption.hpp"
#include "kernel/migrate/observer.hpp"
#include "varve/db/migration_lock.hpp"
#include "varve/export.hpp"

#include <chrono>

namespace varve {

/// Polls until the lock is ours. After `longest`, MigrationError(locked) that names the holder.
VARVE_API void wait_for_lock(MigrationLock& lock, std::chrono::milliseconds longest,
                             RunObserver& observer, const Interruption& interruption);

} // namespace varve
