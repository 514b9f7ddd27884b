#pragma once

#include "varve/db/driver.hpp"

#include <vector>

/// What an expert in PostgreSQL looks at when runs fail.
namespace varve::postgresql {

/// All of the below, in order.
std::vector<Check> all_checks();

// Of the session and its server.
std::vector<Diagnosis> check_writable(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_pooler(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_connections(Connection& connection, const CheckRequest& request);
// Of what the role may do.
std::vector<Diagnosis> check_rights(Connection& connection, const CheckRequest& request);
// Of what is in the way of migrations.
std::vector<Diagnosis> check_sessions(Connection& connection, const CheckRequest& request);
std::vector<Diagnosis> check_prepared_transactions(Connection& connection,
                                                   const CheckRequest& request);
std::vector<Diagnosis> check_indexes(Connection& connection, const CheckRequest& request);

/// Why no connection was made.
Diagnosis explain_refusal(const DatabaseError& error, const ConnectRequest& request);

} // namespace varve::postgresql
