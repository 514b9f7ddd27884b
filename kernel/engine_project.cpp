#include "kernel/engine_project.hpp"

#include "kernel/migrate/history_home.hpp"
#include "kernel/migrate/lock_wait.hpp"
#include "kernel/session.hpp"
#include "varve/log.hpp"

namespace varve {

std::filesystem::path EngineProject::directory() const {
    return engine_.config_.directory();
}

std::string EngineProject::profile() const {
    return engine_.config_.profile();
}

std::string EngineProject::who() const {
    return this_process();
}

const Driver& EngineProject::driver() {
    return engine_.driver();
}

ConnectRequest EngineProject::connect_request() const {
    return engine_.connect_request(ConnectRequest::Missing::refuse);
}

OwnTables EngineProject::own_tables(Connection& connection) {
    const Bookkeeping bookkeeping = find_bookkeeping(connection, engine_.config_);
    return {bookkeeping.name_space, bookkeeping.prefix, bookkeeping.all_names()};
}

std::vector<Version> EngineProject::applied(Connection& connection) {
    History history(connection, find_bookkeeping(connection, engine_.config_));
    // To read what is not there would end the caller's transaction.
    if (!history.exists()) return {};
    std::vector<Version> versions;
    for (AppliedMigration& one : history.read().applied) versions.push_back(std::move(one.version));
    return versions;
}

void EngineProject::exclusively(const std::function<void(Connection&)>& deed) {
    if (running_ != nullptr) return deed(*running_);
    const auto session = engine_.open(ConnectRequest::Missing::refuse);
    const auto lock = session->lock(this_process());
    wait_for_lock(*lock, engine_.config_.duration("migrate.wait_lock"), engine_.observer_,
                  engine_.interruption_);
    deed(session->connection());
    lock->verify();
}

void EngineProject::tell(std::string_view sentence) {
    log::info(plugin_ + ": " + std::string(sentence));
    engine_.observer_.told(plugin_, sentence);
}

void EngineProject::progress(std::string_view what, std::uint64_t done, std::uint64_t total) {
    engine_.observer_.progressed(what, done, total);
}

void EngineProject::stop_if_interrupted(std::string_view aftermath) {
    engine_.interruption_.stop_here(aftermath);
}

} // namespace varve
