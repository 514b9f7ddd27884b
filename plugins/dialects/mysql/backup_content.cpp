#include "backup_content.hpp"

#include "dialect.hpp"

#include <array>

namespace varve::mysql {

namespace {

constexpr auto of_this_database = "_schema = DATABASE()";

// What to drop: the words behind DROP, and the name.
const std::array<std::string, 3> things{
    std::string("SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' "
                "ELSE 'TABLE' END, table_name FROM information_schema.tables WHERE table") +
        of_this_database,
    std::string("SELECT routine_type, routine_name FROM information_schema.routines WHERE "
                "routine") +
        of_this_database,
    std::string("SELECT 'EVENT', event_name FROM information_schema.events WHERE event") +
        of_this_database};

// Sequences are left out: what they give out belongs to no moment.
constexpr auto tables_query =
    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND "
    "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY table_name";
constexpr auto keys_query =
    "SELECT column_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND "
    "index_name = 'PRIMARY' AND table_name = ";

} // namespace

void make_empty(Connection& connection) {
    connection.execute("SET SESSION foreign_key_checks = 0");
    for (const std::string& query : things) {
        const auto rows = connection.query({query}, std::array{Kind::text, Kind::text}, Fetch::all);
        for (const RowValues& row : read_all(*rows))
            connection.execute("DROP " + row[0].to_string() + ' ' +
                               quoted_identifier(row[1].to_string()));
    }
}

std::vector<ComparedRows> compared_rows(Connection& connection) {
    std::vector<ComparedRows> all;
    const auto tables = connection.query({tables_query}, std::array{Kind::text}, Fetch::all);
    for (const RowValues& row : read_all(*tables)) {
        const std::string name = row[0].to_string();
        ComparedRows compared{name, quoted_identifier(name)};
        const auto key =
            connection.query({keys_query + string_literal(name) + " ORDER BY seq_in_index"},
                             std::array{Kind::text}, Fetch::all);
        for (const RowValues& column : read_all(*key))
            compared.key.push_back(quoted_identifier(column[0].to_string()));
        all.push_back(std::move(compared));
    }
    return all;
}

} // namespace varve::mysql
