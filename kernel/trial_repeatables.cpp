#include "kernel/engine.hpp"
#include "kernel/migrate/repeatables.hpp"
#include "kernel/session.hpp"

namespace varve {

// A file that says something else now has not made what is there; the log knows what did.
std::vector<Migration> Engine::applied_repeatables() {
    const auto session = open(ConnectRequest::Missing::pretend);
    History& history = session->history();
    std::vector<Migration> all;
    for (const AppliedMigration& applied : history.read().repeatables) {
        const OrderedRepeatable* const file =
            migrations_for(*session).find_repeatable(applied.version);
        if (file != nullptr &&
            !text_differs(file->migration, applied, session->dialect(), config_.placeholders())) {
            all.push_back(file->migration);
        } else {
            const std::vector<LogRow> log = history.read_log(
                {.version = applied.version.text(), .event = "applied", .limit = 1});
            if (log.empty()) continue;
            all.push_back({.version = applied.version,
                           .name = applied.name,
                           .origin = "history",
                           .up = stored_operation(log.front().text)});
            if (const auto kept = history.stored_down(applied.version))
                all.back().down = stored_operation(kept->text);
        }
        all.back().repeatable.emplace(); // what it came after is there
    }
    return all;
}

// The next run takes it for one that has changed.
void Engine::outdate(const Version& version) {
    const auto session = open(ConnectRequest::Missing::pretend);
    session->connection().execute(session->history().set_checksums(version, {}));
}

} // namespace varve
