#include "varve/db/migration_lock.hpp"

namespace varve {

std::string to_string(const LockHolder& holder) {
    return holder.who + (holder.since.empty() ? "" : " since " + holder.since) +
           (holder.doubt.empty() ? "" : "; " + holder.doubt);
}

MigrationLock::~MigrationLock() = default;

std::optional<Statement> MigrationLock::guard() const {
    return std::nullopt;
}
std::string MigrationLock::condition() const {
    return {};
}
void MigrationLock::verify() {}

LockLost::LockLost(const std::string& sentence) : Error(sentence, ExitCode::locked) {}
LockLost::~LockLost() = default;

} // namespace varve
