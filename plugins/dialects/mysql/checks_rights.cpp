#include "checks.hpp"

#include "connection.hpp"

#include <algorithm>
#include <array>

namespace varve::mysql {

using Severity = Diagnosis::Severity;

namespace {

std::string quoted_text(std::string_view text) {
    if (text.size() > 1 && text.front() == '\'' && text.back() == '\'')
        text = text.substr(1, text.size() - 2);
    return string_literal(text);
}

} // namespace

std::string database_pattern(std::string_view database) {
    std::string pattern;
    for (const char c : database)
        pattern += (c == '_' || c == '%' || c == '\\' ? "\\" : "") + std::string(1, c);
    return pattern;
}

std::string quoted_user(std::string_view user) {
    const std::size_t at = user.rfind('@');
    if (at == std::string_view::npos) return quoted_text(user);
    return quoted_text(user.substr(0, at)) + '@' + quoted_text(user.substr(at + 1));
}

namespace {

/// What one may do in a database.
struct Rights {
    std::string user; ///< as SQL names it
    std::vector<std::string> held;
    std::string pattern; ///< of the databases that they are granted in

    bool hold(std::string_view right) const { return std::ranges::find(held, right) != held.end(); }
};

// Of grants in patterns that a database matches, only those of the narrowest count: that in which
// the first % or _ comes last.
std::size_t narrowness(std::string_view pattern) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\')
            ++i;
        else if (pattern[i] == '%' || pattern[i] == '_')
            return i;
    }
    return std::string_view::npos;
}

void add_rights_in_database(Connection& connection, const std::string& of_user, Rights& rights) {
    const auto rows = rows_of(
        connection,
        "SELECT table_schema, privilege_type FROM information_schema.schema_privileges" + of_user +
            " AND " + string_literal(connection.name_space()) + " LIKE table_schema",
        2);
    const auto narrowest =
        std::ranges::max_element(rows, {}, [](const auto& row) { return narrowness(row[0]); });
    if (narrowest == rows.end()) return;
    rights.pattern = (*narrowest)[0];
    for (const auto& row : rows)
        if (row[0] == rights.pattern) rights.held.push_back(row[1]);
}

// Rights in one table count for varve's own, which may be all that there is to write.
Rights rights_of(Connection& connection, const std::string& table) {
    const std::string database = connection.name_space();
    Rights rights{.user =
                      quoted_user(rows_of(connection, "SELECT CURRENT_USER()", 1).front().front()),
                  .pattern = database_pattern(database)};
    const std::string of_user = " WHERE grantee = " + string_literal(rights.user);
    for (auto& row :
         rows_of(connection,
                 "SELECT privilege_type FROM information_schema.user_privileges" + of_user +
                     " UNION SELECT privilege_type FROM information_schema.table_privileges" +
                     of_user + " AND table_schema = " + string_literal(database) +
                     " AND table_name = " + string_literal(table),
                 1))
        rights.held.push_back(std::move(row[0]));
    add_rights_in_database(connection, of_user, rights);
    return rights;
}

template <std::size_t count>
std::string missing(const Rights& rights, const std::array<const char*, count>& wanted) {
    std::string list;
    for (const char* const one : wanted)
        if (!rights.hold(one)) list += (list.empty() ? "" : ", ") + std::string(one);
    return list;
}

// What a role gives is told nowhere that all servers have.
bool has_role(Connection& connection) {
    const auto& ours = static_cast<MysqlConnection&>(connection);
    const Server& server = ours.dialect().server_facts();
    if (!server.is_mariadb(100005) && !server.is_mysql(80000)) return false;
    const std::string role = rows_of(connection, "SELECT CURRENT_ROLE()", 1).front().front();
    return !role.empty() && role != "NONE";
}

} // namespace

std::vector<Diagnosis> check_rights(Connection& connection, const CheckRequest& request) {
    if (has_role(connection))
        return {{.severity = Severity::unchecked, .what = "they come by a role"}};
    constexpr std::array own{"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE"};
    constexpr std::array usual{"ALTER", "DROP", "INDEX", "REFERENCES"};
    const std::string database = connection.name_space();
    const Rights rights = rights_of(connection, request.tables.front());
    const std::string needed = missing(rights, own);
    const std::string useful = missing(rights, usual);
    if (needed.empty() && useful.empty())
        return {{.what = "the user " + rights.user + " may make and change tables in " + database}};
    const std::string both = needed + (needed.empty() || useful.empty() ? "" : ", ") + useful;
    return {
        {.severity = needed.empty() ? Severity::warning : Severity::problem,
         .what = "the user " + rights.user + " may not " + both + " in the database " + database,
         .remedy = "let an administrator say:",
         .sql = "GRANT " + both + " ON " + quoted_identifier(rights.pattern) + ".* TO " +
                rights.user}};
}

// Error 1419, when the migration is half done.
std::vector<Diagnosis> check_programs(Connection& connection, const CheckRequest& request) {
    auto settings = global_settings(connection);
    const bool logs = settings["log_bin"] == "ON";
    if (!logs || settings["log_bin_trust_function_creators"] == "ON")
        return {{.what = logs ? "the server trusts who makes functions and triggers"
                              : "no binary log that functions and triggers could spoil"}};
    if (rights_of(connection, request.tables.front()).hold("SUPER"))
        return {{.what = "this user may make functions and triggers"}};
    return {{.severity = Severity::warning,
             .what = "the server writes a binary log, and this user may make no triggers, and no "
                     "functions that are not DETERMINISTIC (error 1419)",
             .remedy = "if migrations make some, let an administrator say, and write it into the "
                       "server's configuration:",
             .sql = "SET GLOBAL log_bin_trust_function_creators = ON"}};
}

} // namespace varve::mysql
