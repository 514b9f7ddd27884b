#include "named_lock.hpp"

#include "varve/db/lease_lock.hpp"
#include "varve/log.hpp"

#include <array>
#include <charconv>
#include <thread>

namespace varve::mysql {

namespace {

using namespace std::chrono_literals;

// FNV-1a, 64 bits (RFC draft-eastlake-fnv). It must never change: two versions of varve have to
// arrive at the same name.
std::string hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    std::array<char, 16> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return {digits.data(), end};
}

// A name has 64 characters at most, and names of databases and tables have as many each.
std::string lock_name(const LockRequest& request, const std::string& database) {
    const std::string& place = request.name_space.empty() ? database : request.name_space;
    return string_literal("varve run " + hash_of(place + '\n' + request.history));
}

} // namespace

NamedLock::NamedLock(MysqlConnection& connection, const LockRequest& request)
    : connection_(connection), request_(request),
      name_(lock_name(request, connection.name_space())),
      // A count, which goes along with what begins a transaction.
      question_("SELECT COUNT(*) FROM DUAL WHERE IS_USED_LOCK(" + name_ + ") = CONNECTION_ID()") {}

NamedLock::~NamedLock() {
    release();
}

std::optional<std::int64_t> NamedLock::holding_session() {
    const auto answer =
        connection_.prepare("SELECT IS_USED_LOCK(" + name_ + ")", std::array{Kind::integer});
    answer->query({});
    std::array<Cell, 1> row;
    if (!answer->next(row) || row[0].is_null()) return std::nullopt;
    return row[0].as_integer();
}

bool NamedLock::try_acquire() {
    if (held_) return true;
    const std::vector<Value> row =
        connection_.query_row({"SELECT GET_LOCK(" + name_ + ", 0)"}, std::array{Kind::integer});
    held_ = row.front() == Value(1);
    if (held_ && LeaseLock(connection_, {}, request_).holder()) release();
    connection_.set_lock_question(question_);
    return held_;
}

void NamedLock::release() noexcept {
    if (!held_) return;
    held_ = false;
    try {
        const std::vector<Value> row = connection_.query_row({"SELECT RELEASE_LOCK(" + name_ + ")"},
                                                             std::array{Kind::integer});
        if (!(row.front() == Value(1)))
            log::warning("the migration lock was gone before it was released");
    } catch (const std::exception& error) {
        log::debug(std::string("the migration lock goes with its session: ") + error.what());
    }
}

std::optional<LockHolder> NamedLock::holder() {
    if (auto holder = session_holder()) return holder;
    return LeaseLock(connection_, {}, request_).holder();
}

// Without the right PROCESS a user sees its own sessions only.
std::optional<LockHolder> NamedLock::session_holder() {
    const std::optional<std::int64_t> session = holding_session();
    if (!session) return std::nullopt;
    const std::string id = std::to_string(*session);
    const std::vector<Value> row = connection_.query_row(
        {"SELECT CONCAT(user, '@', host), CASE WHEN command = 'Sleep' AND time > 10 THEN "
         "CONCAT('its session is idle for ', time, ' s') ELSE '' END FROM "
         "information_schema.processlist WHERE id = " +
         id});
    if (row.empty()) return LockHolder{"connection " + id};
    return LockHolder{row[0].to_string() + " (connection " + id + ")", {}, row[1].to_string()};
}

bool NamedLock::break_lock() {
    return end_session() || LeaseLock(connection_, {}, request_).break_lock();
}

// Waits until the session is gone, for its transaction may hold what the next statement needs.
bool NamedLock::end_session() {
    const std::optional<std::int64_t> session = holding_session();
    if (!session || *session == static_cast<std::int64_t>(connection_.id())) return false;
    connection_.execute("KILL " + std::to_string(*session));
    constexpr int attempts = 60;
    for (int attempt = 0; attempt < attempts && holding_session() == session; ++attempt)
        std::this_thread::sleep_for(50ms);
    return true;
}

std::optional<Statement> NamedLock::guard() const {
    return Statement{question_};
}

// Before MySQL 5.7 and MariaDB 10.0 a session has one such lock only: a migration that takes
// another lets go of ours.
void NamedLock::verify() {
    if (!held_ || !connection_.doubts_locks()) return;
    if (holding_session() == static_cast<std::int64_t>(connection_.id()))
        return connection_.knows_locks();
    held_ = false;
    throw LockLost(
        "the session no longer holds the migration lock; did a migration call GET_LOCK(), "
        "RELEASE_LOCK() or RELEASE_ALL_LOCKS()?");
}

} // namespace varve::mysql
