#pragma once

#include "varve/db/driver.hpp"

#include <map>
#include <string>
#include <vector>

/// What an expert in MySQL and MariaDB looks at when runs fail.
namespace varve::mysql {

/// All of the below, in order.
std::vector<Check> all_checks();

// Of the session and its server.
std::vector<Diagnosis> check_writable(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_session(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_connections(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_settings(Connection& connection, const CheckRequest& request);
// Of what the user may do.
std::vector<Diagnosis> check_rights(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_programs(Connection& connection, const CheckRequest& request);
// Of what is in the way of migrations.
std::vector<Diagnosis> check_engines(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_transactions(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_events(Connection& connection, const CheckRequest& request);

/// Why no connection was made.
Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request);

/// The server's own settings, as new sessions get them, of the names that it knows: "ON", "16".
std::map<std::string, std::string> global_settings(Connection& connection);

/// Rows as texts, NULL as an empty one.
std::vector<std::vector<std::string>> rows_of(Connection& connection, const std::string& query,
                                              std::size_t columns);

/// What GRANT takes for this database alone: _ and % stand for any text there.
std::string database_pattern(std::string_view database);

/// A user as SQL names it, of 'ann'@'%' or of ann@%.
std::string quoted_user(std::string_view user);

} // namespace varve::mysql
