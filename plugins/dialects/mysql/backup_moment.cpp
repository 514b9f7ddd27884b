#include "backup_moment.hpp"

#include "varve/log.hpp"

namespace varve::mysql {

namespace {

// Others wait behind it as long as it waits itself.
constexpr auto longest_wait = "SET SESSION lock_wait_timeout = 10";

} // namespace

Moment::Moment(const ConnectRequest& request)
    : reader_(request), lock_(std::make_unique<MysqlConnection>(request)) {
    reader_.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    if (!keep_others_from_writing()) lock_.reset();
    reader_.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
}

bool Moment::keep_others_from_writing() {
    lock_->execute(longest_wait);
    try {
        lock_->execute("FLUSH TABLES WITH READ LOCK");
        return true;
    } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::permission) throw;
        log::warning("the user may not FLUSH TABLES, so nobody is kept from writing while the "
                     "backup begins: should somebody write just then, it is taken for damaged and "
                     "thrown away; GRANT RELOAD ON *.* mends that");
        return false;
    }
}

void Moment::end_waiting() {
    if (!lock_) return;
    lock_->execute("UNLOCK TABLES");
    lock_.reset();
}

} // namespace varve::mysql
