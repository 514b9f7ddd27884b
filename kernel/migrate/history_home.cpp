#include "kernel/migrate/history_home.hpp"

#include "varve/error.hpp"

#include <algorithm>
#include <array>

namespace varve {

namespace {

[[noreturn]] void refuse_to_guess(const std::string& current, const HistoryHomes& homes,
                                  const std::string& history) {
    throw MigrationError(
        "the current schema" + (current.empty() ? "" : " " + current) + " has no " + history +
            ", and there is one in another: " + homes.names() +
            "; say with migrate.namespace which schema is meant, that one to go on "
            "with its history or the current one to begin a new one",
        ExitCode::history);
}

// Another schema than the one in which history began may have become the current one: PostgreSQL's
// search path begins with the schema that is named like the user, once there is one. To begin anew
// there would run everything again.
std::string home_of_history(Connection& connection, const std::string& history) {
    std::string current = connection.name_space();
    const HistoryHomes homes = find_history_homes(connection, history);
    if (homes.none() || homes.has(current)) return current;
    if (homes.on_path.size() == 1) return homes.on_path.front();
    refuse_to_guess(current, homes, history);
}

} // namespace

bool HistoryHomes::has(const std::string& name_space) const {
    return std::ranges::find(on_path, name_space) != on_path.end();
}

std::string HistoryHomes::names() const {
    std::string names;
    for (const auto& list : {on_path, elsewhere})
        for (const std::string& name : list) names += (names.empty() ? "" : ", ") + name;
    return names;
}

HistoryHomes find_history_homes(Connection& connection, const std::string& history) {
    // A table of another program has not this column.
    const std::string question =
        connection.dialect().namespaces_of_table(history, "tokens_checksum");
    HistoryHomes homes;
    if (question.empty()) return homes;
    constexpr std::array kinds{Kind::text, Kind::boolean};
    const auto rows = connection.query({question}, kinds);
    std::array<Cell, 2> row;
    while (rows->next(row))
        (row[1].as_boolean() ? homes.on_path : homes.elsewhere).emplace_back(row[0].as_text());
    return homes;
}

Bookkeeping find_bookkeeping(Connection& connection, const Config& config) {
    Bookkeeping bookkeeping{.name_space = config.text("migrate.namespace"),
                            .prefix = config.text("migrate.prefix")};
    if (bookkeeping.name_space.empty())
        bookkeeping.name_space = home_of_history(connection, bookkeeping.name("history"));
    return bookkeeping;
}

} // namespace varve
