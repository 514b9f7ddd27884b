#pragma once

#include "varve/db/connection.hpp"

#include <list>
#include <string>
#include <unordered_map>

namespace varve {

/// Prepared statements that nobody uses just now, the least recently used first to go. One that is
/// in use is not here, so it can be neither evicted nor handed out twice.
class StatementCache {
public:
    explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

    /// Takes out the statement with this key, or nullptr.
    Prepared* take(const std::string& key);
    /// Takes back a statement that `lend` named, or destroys it where there is no room.
    void give_back(Prepared* statement) noexcept;
    /// Notes that `statement`, when it comes back, has this key.
    void lend(Prepared* statement, std::string key);

    void set_capacity(std::size_t capacity);
    void clear() noexcept;

private:
    struct Entry {
        std::string key;
        std::unique_ptr<Prepared> statement;
    };

    std::size_t capacity_;
    std::list<Entry> idle_; ///< most recently used first
    std::unordered_multimap<std::string, std::list<Entry>::iterator> by_key_;
    std::unordered_map<Prepared*, std::string> lent_;

    void evict_oldest() noexcept;
};

} // namespace varve
