#include "db/statement_cache.hpp"

namespace varve {

Prepared* StatementCache::take(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    const auto entry = found->second;
    lent_.emplace(entry->statement.get(), key);
    Prepared* const statement = entry->statement.release();
    by_key_.erase(found);
    idle_.erase(entry);
    return statement;
}

void StatementCache::lend(Prepared* statement, std::string key) {
    lent_.emplace(statement, std::move(key));
}

void StatementCache::give_back(Prepared* statement) noexcept {
    std::unique_ptr<Prepared> owned(statement);
    const auto lent = lent_.find(statement);
    if (lent == lent_.end()) return;
    auto node = lent_.extract(lent);
    if (capacity_ == 0) return;
    owned->reset();
    idle_.push_front({std::move(node.mapped()), std::move(owned)});
    by_key_.emplace(idle_.front().key, idle_.begin());
    while (idle_.size() > capacity_) evict_oldest();
}

void StatementCache::evict_oldest() noexcept {
    const auto oldest = std::prev(idle_.end());
    const auto [first, last] = by_key_.equal_range(oldest->key);
    for (auto it = first; it != last; ++it) {
        if (it->second != oldest) continue;
        by_key_.erase(it);
        break;
    }
    idle_.erase(oldest);
}

void StatementCache::set_capacity(std::size_t capacity) {
    capacity_ = capacity;
    while (idle_.size() > capacity_) evict_oldest();
}

void StatementCache::clear() noexcept {
    by_key_.clear();
    idle_.clear();
}

} // namespace varve
