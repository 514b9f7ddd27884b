#include "kernel/session.hpp"

#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/history_home.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <random>

#include <pwd.h>
#include <unistd.h>

namespace varve {

HistorySession::HistorySession(const Driver& driver, const ConnectRequest& request,
                               const Config& config, Interruption& interruption)
    : driver_(driver), request_(request),
      connection_(
          guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); })),
      watch_(interruption, *connection_), bookkeeping_(find_bookkeeping(*connection_, config)),
      history_(*connection_, bookkeeping_), journal_(*connection_, bookkeeping_) {
    interruption.stop_here("nothing was run");
}

void HistorySession::limit_waiting(std::chrono::milliseconds longest) {
    // Behind a pooler nothing may be set on a session.
    if (!connection_->owns_session()) return;
    for (const std::string& text : dialect().set_lock_timeout(longest.count(), Lasts::session))
        connection_->execute(text);
}

std::unique_ptr<MigrationLock> HistorySession::lock(const std::string& holder) {
    return driver_.migration_lock(*connection_, request_,
                                  {.name_space = bookkeeping_.name_space,
                                   .table = bookkeeping_.name("lock"),
                                   .history = bookkeeping_.name("history"),
                                   .holder = holder});
}

std::string this_process() {
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    const passwd* const user = ::getpwuid(::geteuid());
    const std::string name = user != nullptr ? user->pw_name : "uid " + std::to_string(::geteuid());
    return name + '@' + host.data() + " pid " + std::to_string(::getpid());
}

std::string new_run_id() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%S-", &utc);
    std::string id(text.data(), size);
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    for (int i = 0; i < 8; ++i) id += digits[random() % digits.size()];
    return id;
}

} // namespace varve
