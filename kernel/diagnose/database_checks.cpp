#include "kernel/diagnose/database_checks.hpp"

#include "kernel/migrate/history_home.hpp"
#include "varve/db/transaction.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace varve {

namespace {

using Severity = Diagnosis::Severity;
using State = MigrationStatus::State;

std::string counted(std::size_t count, const char* noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

bool has_table(Connection& connection, const Bookkeeping& bookkeeping, std::string_view table) {
    constexpr std::array boolean{Kind::boolean};
    const std::string question =
        connection.dialect().table_exists(bookkeeping.name_space, bookkeeping.name(table));
    return connection.query_row({question}, boolean) == std::vector{Value(true)};
}

} // namespace

std::vector<Diagnosis> check_home(Connection& connection, const Bookkeeping& bookkeeping) {
    const std::string history = bookkeeping.name("history");
    const std::string where =
        bookkeeping.name_space.empty() ? "" : " in the schema " + bookkeeping.name_space;
    if (has_table(connection, bookkeeping, "history")) return {{.what = history + where}};
    const HistoryHomes homes = find_history_homes(connection, history);
    if (homes.none()) return {{.what = "none yet; the first run begins one" + where}};
    const std::string& other = homes.on_path.empty() ? homes.elsewhere.front() : homes.on_path[0];
    return {{.severity = Severity::problem,
             .what = "there is no " + history + where + ", and there is one in " + homes.names() +
                     ": a run would begin anew and run everything again",
             .remedy = "to go on with that one, say so in varve.toml, below [migrate] (namespace = "
                       "\"" +
                       other + "\"), or in the environment:",
             .command = "export VARVE_MIGRATE_NAMESPACE=" + shell_word(other)}};
}

namespace {

/// What to say where migrations are in a state.
struct Advice {
    State state;
    Severity severity;
    const char *what, *remedy, *command;
    bool repeatable = false;
};

constexpr std::array advices{
    Advice{State::partial, Severity::warning, "is half way",
           "the next run goes on with it:", "varve run"},
    Advice{State::changed, Severity::problem, "was applied, and its file says something else now",
           "take the change back and write it as a new migration, or accept the file as it is:",
           "varve repair --checksums"},
    Advice{State::missing, Severity::problem, "was applied, and its file is gone",
           "bring the file back, or forget the migration:", "varve repair --missing"},
    Advice{State::missing, Severity::warning, "was applied, and its file is gone",
           "bring the file back, or drop what it made by a migration, and forget it:",
           "varve repair --missing", true},
    Advice{State::late, Severity::problem, "is pending, and older than one that is applied",
           "give its file a newer version, or let it run late:", "varve run --out-of-order apply"},
};

// What is said of one migration is said once, with how many others it is so of.
Diagnosis diagnosis_of(const Advice& advice, const MigrationStatus& first, std::size_t count) {
    const std::string others =
        count == 1 ? "" : " (and " + counted(count - 1, "other") + " likewise)";
    Diagnosis diagnosis{.severity = advice.severity,
                        .what =
                            first.version.text() + ' ' + first.name + ' ' + advice.what + others,
                        .remedy = advice.remedy,
                        .command = advice.command};
    if (advice.state != State::partial) return diagnosis;
    if (first.origin.empty()) {
        diagnosis.severity = Severity::problem;
        diagnosis.what += ", and its file is gone";
        diagnosis.remedy = "bring the file back, or forget what was begun:";
        diagnosis.command = "varve repair --missing";
    } else if (first.going == Direction::down) {
        diagnosis.remedy = "a revert goes on with it:";
        diagnosis.command = "varve revert --yes";
    }
    return diagnosis;
}

} // namespace

std::vector<Diagnosis> check_history(const std::vector<MigrationStatus>& statuses,
                                     const Config& config) {
    std::vector<Diagnosis> found;
    const auto count = [&](State state) {
        return static_cast<std::size_t>(
            std::ranges::count(statuses, state, &MigrationStatus::state));
    };
    for (const Advice& advice : advices) {
        const bool allowed =
            advice.state == State::late && config.text("migrate.out_of_order") != "error";
        const auto is_it = [&](const MigrationStatus& status) {
            return status.state == advice.state && status.repeatable == advice.repeatable;
        };
        const auto first = std::ranges::find_if(statuses, is_it);
        if (first == statuses.end() || allowed) continue;
        const auto all = std::count_if(first, statuses.end(), is_it);
        found.push_back(diagnosis_of(advice, *first, static_cast<std::size_t>(all)));
    }
    if (!found.empty()) return found;
    const std::size_t pending = count(State::pending) + count(State::late);
    const std::size_t outdated = count(State::outdated);
    return {{.what = std::to_string(statuses.size() - pending - outdated) + " applied, " +
                     std::to_string(pending) + " pending" +
                     (outdated == 0 ? "" : ", " + std::to_string(outdated) + " outdated")}};
}

std::vector<Diagnosis> check_lock(MigrationLock& lock) {
    const std::optional<LockHolder> holder = lock.holder();
    const std::string method(lock.method());
    if (!holder) return {{.what = "nobody holds it (" + method + ")"}};
    const bool doubtful = !holder->doubt.empty();
    return {{.severity = doubtful ? Severity::problem : Severity::warning,
             .what = method + " held by " + to_string(*holder),
             .remedy = doubtful
                           ? "if no such run is alive, take the lock from it:"
                           : "wait for that run; if it is certainly over, take the lock from it:",
             .command = "varve lock break --yes"}};
}

std::vector<Diagnosis> check_clock(Connection& connection) {
    using namespace std::chrono;
    constexpr milliseconds bearable = 5s;
    constexpr std::array integer{Kind::integer};
    const auto before = system_clock::now();
    const milliseconds server(
        connection.query_row({"SELECT " + connection.dialect().clock_milliseconds()}, integer)
            .front()
            .cell()
            .as_integer());
    const auto ours = duration_cast<milliseconds>(
        (before + (system_clock::now() - before) / 2).time_since_epoch());
    const milliseconds ahead = server - ours;
    if (std::chrono::abs(ahead) <= bearable) return {{.what = "the server's agrees with ours"}};
    return {{.severity = Severity::warning,
             .what = "the server's clock is " +
                     std::to_string(duration_cast<seconds>(std::chrono::abs(ahead)).count()) +
                     " s " + (ahead.count() > 0 ? "ahead of" : "behind") +
                     " that of this machine; history and log take their times from here",
             .remedy = "set the one that is wrong; on a machine with systemd:",
             .command = "timedatectl set-ntp true"}};
}

std::vector<Diagnosis> check_invariants(Connection& connection,
                                        const std::vector<std::string>& tables) {
    std::vector<Diagnosis> found;
    for (const std::string& table : tables) {
        try {
            const Transaction asking(connection); // as a failed query may end the one that is open
            connection.query_row({"SELECT count(*) FROM " + table + " WHERE 1 = 0"});
        } catch (const DatabaseError& error) {
            if (error.kind() != DatabaseError::Kind::undefined_object) throw;
            found.push_back({.severity = Severity::warning,
                             .what = "invariants.tables names " + table +
                                     ", which is not there, and so not protected",
                             .remedy = "correct the name, unless a migration is still to make it"});
        }
    }
    if (!found.empty()) return found;
    return {{.what = counted(tables.size(), "table") + " may lose no rows"}};
}

std::vector<Diagnosis> check_writing(Connection& connection, const Bookkeeping& bookkeeping) {
    const Dialect& dialect = connection.dialect();
    const bool can_try = dialect.supports(Feature::transactional_ddl);
    if (can_try) {
        const std::string trial = bookkeeping.qualified(dialect, "trial");
        connection.execute("CREATE TABLE " + trial + " (x " + dialect.column_type(Kind::integer) +
                           ")");
        connection.execute("INSERT INTO " + trial + " VALUES (1)");
    }
    for (const char* const table : {"history", "log", "journal", "lock"}) {
        if (!has_table(connection, bookkeeping, table)) continue;
        const std::string name = bookkeeping.qualified(dialect, table);
        connection.execute("INSERT INTO " + name + " SELECT * FROM " + name + " WHERE 1 = 0");
        const bool only_added_to = std::string_view(table) == "log";
        if (!only_added_to) connection.execute("DELETE FROM " + name + " WHERE 1 = 0");
    }
    return {{.what = can_try ? "made a table, and took it back" : "varve's own tables take rows"}};
}

} // namespace varve
