#include "kernel/compare/creation.hpp"
#include "kernel/compare/differ.hpp"
#include "kernel/engine.hpp"
#include "kernel/load/plugin_call.hpp"
#include "kernel/migrate/history_home.hpp"
#include "kernel/text_file.hpp"
#include "varve/db/introspector.hpp"

#include <algorithm>

namespace varve {

namespace {

/// A schema, and a session with the database that it was read from or tried in.
struct SchemaReading {
    std::unique_ptr<Scratch> scratch; ///< outlives the session
    std::unique_ptr<Connection> connection;
    schema::DatabaseSchema model;
};

void leave_out_own(schema::DatabaseSchema& model, const Bookkeeping& own) {
    std::vector<std::string> names = own.all_names();
    names.push_back(own.name("seed"));
    std::erase_if(model.tables, [&](const schema::Table& table) {
        return table.name.name_space == own.name_space &&
               std::ranges::find(names, table.name.name) != names.end();
    });
}

schema::DatabaseSchema read(const Driver& driver, Connection& connection) {
    const auto introspector = driver.introspector();
    if (!introspector)
        throw ConfigError("the driver " + std::string(driver.name()) +
                          " cannot read what a database holds into a model");
    return guarded_call(driver.name(), "reading the schema",
                        [&] { return introspector->read(connection); });
}

std::vector<std::string> written(const Dialect& dialect,
                                 const std::vector<schema::Change>& changes) {
    std::optional<std::vector<std::string>> statements = dialect.ddl(changes);
    if (!statements)
        throw ConfigError("the dialect '" + std::string(dialect.name()) +
                          "' cannot write a schema down (Dialect::ddl)");
    return *std::move(statements);
}

SchemaReading read_database(const Driver& driver, const ConnectRequest& request,
                            const Config& config) {
    SchemaReading reading;
    reading.connection =
        guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); });
    reading.model = read(driver, *reading.connection);
    leave_out_own(reading.model, find_bookkeeping(*reading.connection, config));
    return reading;
}

void run_script(Connection& connection, const std::string& file) {
    const Script script = connection.dialect().split(read_text_file(file, "the schema"), 1);
    const auto at = [&](std::uint32_t line) { return file + ':' + std::to_string(line) + ": "; };
    if (!script.problems.empty())
        throw ConfigError(at(script.problems.front().line) + script.problems.front().sentence);
    for (const ScriptStatement& statement : script.statements) {
        try {
            connection.execute(Statement{statement.text, {}, statement.input});
        } catch (const DatabaseError& error) {
            if (error.kind() == DatabaseError::Kind::connection_lost) throw;
            throw ConfigError(at(statement.line) + error.what());
        }
    }
}

SchemaReading read_file(const Driver& driver, ConnectRequest request, const std::string& file) {
    SchemaReading reading;
    reading.scratch = driver.make_scratch(request);
    if (!reading.scratch)
        throw ConfigError("the driver " + std::string(driver.name()) +
                          " makes no scratch database, in which " + file + " would be read");
    request.url = reading.scratch->url();
    reading.connection =
        guarded_call(driver.name(), "connecting", [&] { return driver.connect(request); });
    run_script(*reading.connection, file);
    reading.model = read(driver, *reading.connection);
    return reading;
}

// Those that the one lacks or has in another way.
std::vector<std::string> different_others(const schema::DatabaseSchema& from,
                                          const schema::DatabaseSchema& to) {
    std::vector<std::string> words;
    for (const schema::Other& one : from.others)
        if (std::ranges::find(to.others, one) == to.others.end())
            words.push_back(in_words(id_of(one)));
    return words;
}

} // namespace

schema::DatabaseSchema Engine::read_schema() {
    return read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_).model;
}

SchemaDump Engine::dump_schema() {
    SchemaReading reading =
        read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_);
    return {written(reading.connection->dialect(), creation(reading.model)),
            std::move(reading.model.unread)};
}

SchemaDiff Engine::compare_schemas(const std::string& from, const std::string& to) {
    const auto read_one = [&](const std::string& place) {
        ConnectRequest request = connect_request(ConnectRequest::Missing::refuse);
        if (std::filesystem::exists(place)) return read_file(driver(), std::move(request), place);
        request.url = Url::parse(place);
        return read_database(plugins_.driver(request.url.scheme()), request, config_);
    };
    const SchemaReading before = read_one(from), after = read_one(to);
    const Dialect& dialect = before.connection->dialect();
    if (dialect.name() != after.connection->dialect().name())
        throw ConfigError("a schema of " + std::string(dialect.name()) +
                          " cannot be made into one of " +
                          std::string(after.connection->dialect().name()));
    SchemaDiff diff{.changes = differences(before.model, after.model),
                    .untouched = different_others(before.model, after.model)};
    diff.statements = written(dialect, diff.changes);
    return diff;
}

} // namespace varve
