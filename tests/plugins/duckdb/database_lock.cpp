#include "database_lock.hpp"

namespace varve::duckdb {

DatabaseLock::DatabaseLock(Database& database, LockRequest request)
    : locks_(database.locks()), request_(std::move(request)) {}

DatabaseLock::~DatabaseLock() {
    DatabaseLock::release();
}

bool DatabaseLock::try_acquire() {
    const std::scoped_lock lock(locks_.mutex);
    return locks_.holders.try_emplace(request_.history, this).second;
}

void DatabaseLock::release() noexcept {
    const std::scoped_lock lock(locks_.mutex);
    const auto found = locks_.holders.find(request_.history);
    if (found != locks_.holders.end() && found->second == this) locks_.holders.erase(found);
}

std::optional<LockHolder> DatabaseLock::holder() {
    const std::scoped_lock lock(locks_.mutex);
    const auto found = locks_.holders.find(request_.history);
    if (found == locks_.holders.end()) return std::nullopt;
    return LockHolder{found->second->request_.holder};
}

bool DatabaseLock::break_lock() {
    const std::scoped_lock lock(locks_.mutex);
    return locks_.holders.erase(request_.history) == 1;
}

void DatabaseLock::verify() {
    const std::scoped_lock lock(locks_.mutex);
    const auto found = locks_.holders.find(request_.history);
    if (found != locks_.holders.end() && found->second == this) return;
    throw LockLost("the migration lock was broken by another session of this process while this "
                   "run worked");
}

} // namespace varve::duckdb
