#include "kernel/session.hpp"

#include "kernel/load/plugin_call.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <random>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace varve {

namespace {

struct Homes {
    std::vector<std::string> on_path, elsewhere; ///< namespaces that have a history

    bool has(const std::string& name_space) const {
        return std::ranges::find(on_path, name_space) != on_path.end();
    }
};

Homes homes_of(Connection& connection, const std::string& history) {
    // A table of another program has not this column.
    const std::string question =
        connection.dialect().namespaces_of_table(history, "tokens_checksum");
    Homes homes;
    if (question.empty()) return homes;
    constexpr std::array kinds{Kind::text, Kind::boolean};
    const auto rows = connection.query({question}, kinds);
    std::array<Cell, 2> row;
    while (rows->next(row))
        (row[1].as_boolean() ? homes.on_path : homes.elsewhere).emplace_back(row[0].as_text());
    return homes;
}

[[noreturn]] void refuse_to_guess(const std::string& current, const Homes& homes,
                                  const std::string& history) {
    std::string names;
    for (const auto& list : {homes.on_path, homes.elsewhere})
        for (const std::string& name : list) names += (names.empty() ? "" : ", ") + name;
    throw MigrationError(
        "the current schema" + (current.empty() ? "" : " " + current) + " has no " + history +
            ", and there is one in another: " + names +
            "; say with migrate.namespace which schema is meant, that one to go on "
            "with its history or the current one to begin a new one",
        ExitCode::history);
}

// Another schema than the one in which history began may have become the current one: PostgreSQL's
// search path begins with the schema that is named like the user, once there is one. To begin anew
// there would run everything again.
std::string home_of_history(Connection& connection, const std::string& history) {
    std::string current = connection.name_space();
    const Homes homes = homes_of(connection, history);
    const bool nowhere = homes.on_path.empty() && homes.elsewhere.empty();
    if (nowhere || homes.has(current)) return current;
    if (homes.on_path.size() == 1) return homes.on_path.front();
    refuse_to_guess(current, homes, history);
}

Bookkeeping bookkeeping_for(Connection& connection, const Config& config) {
    Bookkeeping bookkeeping{.name_space = config.text("migrate.namespace"),
                            .prefix = config.text("migrate.prefix")};
    if (bookkeeping.name_space.empty())
        bookkeeping.name_space = home_of_history(connection, bookkeeping.name("history"));
    return bookkeeping;
}

} // namespace

Session::Session(const Driver& driver, const ConnectRequest& request, const Config& config,
                 Interruption& interruption)
    : driver_(driver), request_(request),
      connection_(
          guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); })),
      watch_(interruption, *connection_), bookkeeping_(bookkeeping_for(*connection_, config)),
      history_(*connection_, bookkeeping_), journal_(*connection_, bookkeeping_) {
    interruption.stop_here("nothing was run");
}

void Session::limit_waiting(std::chrono::milliseconds longest) {
    // Behind a pooler nothing may be set on a session.
    if (!connection_->owns_session()) return;
    for (const std::string& text : dialect().set_lock_timeout(longest.count(), Lasts::session))
        connection_->execute(text);
}

std::unique_ptr<MigrationLock> Session::lock(const std::string& holder) {
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
