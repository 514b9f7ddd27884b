#pragma once

#include "kernel/config/config.hpp"
#include "varve/db/connection.hpp"
#include "varve/db/driver.hpp"
#include "varve/db/scratch.hpp"
#include "varve/schema/change.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace varve {

/// A schema, and a session with the database that it was read from or tried in.
struct SchemaReading {
    std::unique_ptr<Scratch> scratch = {}; ///< outlives the session; none where it is a real one
    std::unique_ptr<Connection> connection = {};
    schema::DatabaseSchema model = {};
};

/// ConfigError where the driver cannot read a model.
schema::DatabaseSchema read_model(const Driver& driver, Connection& connection);

/// Less varve's own tables.
SchemaReading read_database(const Driver& driver, const ConnectRequest& request,
                            const Config& config);

/// An empty database beside the one of `request`. `purpose` completes "in which …".
SchemaReading open_scratch(const Driver& driver, ConnectRequest request, std::string_view purpose);

/// What a file of SQL makes in a scratch database. ConfigError with file and line where it fails.
SchemaReading read_schema_file(const Driver& driver, const ConnectRequest& request,
                               const std::string& file);

/// The statements that make these changes of a schema. ConfigError where the dialect cannot write
/// them.
std::vector<std::string> ddl_of(const Dialect& dialect, const schema::DatabaseSchema& before,
                                const std::vector<schema::Change>& changes);
/// The statements that make all of it in an empty database.
std::vector<std::string> ddl_of(const Dialect& dialect, const schema::DatabaseSchema& model);

/// Where unqualified names are made, as a model says it: empty where tables are in no namespaces.
std::string name_space_of(const Connection& connection);

void leave_out_own(schema::DatabaseSchema& model, Connection& connection, const Config& config);

} // namespace varve
