#include "kernel/migrate/observer.hpp"

namespace varve {

RunObserver::~RunObserver() = default;

void RunObserver::waiting_for_database(std::string_view) {}
void RunObserver::waiting_for_lock(const LockHolder&) {}
void RunObserver::run_started(const Plan&) {}
bool RunObserver::follows_statements() const {
    return false;
}
void RunObserver::step_started(const Step&, std::size_t, std::size_t) {}
void RunObserver::statement_started(const PlannedStatement&, std::size_t, std::size_t) {}
void RunObserver::told(std::string_view, std::string_view) {}
void RunObserver::progressed(std::string_view, std::uint64_t, std::uint64_t) {}
void RunObserver::remark(std::string_view) {}
void RunObserver::step_finished(const Step&, std::chrono::milliseconds) {}

} // namespace varve
