#include "kernel/schema_reading.hpp"

#include "kernel/compare/creation.hpp"
#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/history_home.hpp"
#include "kernel/text_file.hpp"
#include "varve/db/introspector.hpp"
#include "varve/error.hpp"
#include "varve/log.hpp"

#include <algorithm>

namespace varve {

schema::DatabaseSchema read_model(const Driver& driver, Connection& connection) {
    const auto introspector = driver.introspector();
    if (!introspector)
        throw ConfigError("the driver " + std::string(driver.name()) +
                          " cannot read what a database holds into a model");
    return guarded_call(driver.name(), "reading the schema",
                        [&] { return introspector->read(connection); });
}

std::string name_space_of(const Connection& connection) {
    return connection.dialect().supports(Feature::namespaces) ? connection.name_space() : "";
}

void leave_out_own(schema::DatabaseSchema& model, Connection& connection, const Config& config) {
    const Bookkeeping own = find_bookkeeping(connection, config);
    std::vector<std::string> names = own.all_names();
    names.push_back(own.name("seed"));
    const bool has_name_spaces = connection.dialect().supports(Feature::namespaces);
    const std::string name_space = has_name_spaces ? own.name_space : "";
    std::erase_if(model.tables, [&](const schema::Table& table) {
        return table.name.name_space == name_space &&
               std::ranges::find(names, table.name.name) != names.end();
    });
}

std::vector<std::string> ddl_of(const Dialect& dialect, const schema::DatabaseSchema& before,
                                const std::vector<schema::Change>& changes) {
    std::optional<std::vector<std::string>> statements = dialect.ddl(before, changes);
    if (!statements)
        throw ConfigError("the dialect '" + std::string(dialect.name()) +
                          "' cannot write a schema down (Dialect::ddl)");
    return *std::move(statements);
}

std::vector<std::string> ddl_of(const Dialect& dialect, const schema::DatabaseSchema& model) {
    return ddl_of(dialect, {}, creation(model));
}

SchemaReading read_database(const Driver& driver, const ConnectRequest& request,
                            const Config& config) {
    SchemaReading reading;
    reading.connection =
        guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); });
    reading.model = read_model(driver, *reading.connection);
    leave_out_own(reading.model, *reading.connection, config);
    return reading;
}

SchemaReading open_scratch(const Driver& driver, ConnectRequest request, std::string_view purpose) {
    SchemaReading reading;
    reading.scratch = driver.make_scratch(request);
    if (!reading.scratch)
        throw ConfigError("the driver " + std::string(driver.name()) +
                          " makes no scratch database, in which " + std::string(purpose));
    request.url = reading.scratch->url();
    reading.connection =
        guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); });
    return reading;
}

namespace {

// What the server says aside, that it cuts a name short say, is told with the line.
void run_script(const Driver& driver, ConnectRequest request, const std::string& file) {
    std::string place = file;
    request.on_notice = [&](std::string_view text) {
        log::warning(place + ": " + std::string(text));
    };
    const auto connection = driver.connect(request);
    const auto go_to = [&](std::uint32_t line) { place = file + ':' + std::to_string(line); };
    const Script script = connection->dialect().split(read_text_file(file, "the schema"), 1);
    if (!script.problems.empty()) {
        go_to(script.problems.front().line);
        throw ConfigError(place + ": " + script.problems.front().sentence);
    }
    for (const ScriptStatement& statement : script.statements) {
        go_to(statement.line);
        try {
            connection->execute(Statement{statement.text, {}, statement.input});
        } catch (const DatabaseError& error) {
            if (error.kind() == DatabaseError::Kind::connection_lost) throw;
            throw ConfigError(place + ": " + error.what());
        }
    }
}

} // namespace

SchemaReading read_schema_file(const Driver& driver, const ConnectRequest& request,
                               const std::string& file) {
    SchemaReading reading = open_scratch(driver, request, file + " would be read");
    ConnectRequest inside = request;
    inside.url = reading.scratch->url();
    guarded_call(driver.name(), "running " + file,
                 [&] { run_script(driver, std::move(inside), file); });
    reading.model = read_model(driver, *reading.connection);
    return reading;
}

} // namespace varve
