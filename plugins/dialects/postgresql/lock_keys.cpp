#include "lock_keys.hpp"

namespace varve::postgresql {

namespace {

// FNV-1a, 64 bits (RFC draft-eastlake-fnv). It must never change: two versions of varve have to
// arrive at the same key.
std::int64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    return static_cast<std::int64_t>(hash);
}

} // namespace

LockKeys::LockKeys(const LockRequest& request, const std::string& name_space) {
    const std::string history =
        (request.name_space.empty() ? name_space : request.name_space) + '\n' + request.history;
    run_ = hash_of("varve run\n" + history);
    transaction_ = hash_of("varve transaction\n" + history);
}

// A key of 64 bits stands in pg_locks in two halves, with 1 as objsubid.
std::string LockKeys::is_held() const {
    const auto bits = static_cast<std::uint64_t>(run_);
    return "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = " +
           std::to_string(bits >> 32U) + " AND l.objid = " + std::to_string(bits & 0xffffffffU) +
           " AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = "
           "pg_catalog.current_database())";
}

} // namespace varve::postgresql
