#include "kernel/compare/differ.hpp"
#include "kernel/engine.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/schema_reading.hpp"

namespace varve {

schema::DatabaseSchema Engine::read_schema() {
    return read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_).model;
}

SchemaDump Engine::dump_schema() {
    SchemaReading reading =
        read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_);
    return {ddl_of(reading.connection->dialect(), reading.model), std::move(reading.model.unread)};
}

SchemaDiff Engine::compare_schemas(const std::string& from, const std::string& to) {
    const auto read_one = [&](const std::string& place) {
        ConnectRequest request = connect_request(ConnectRequest::Missing::refuse);
        if (std::filesystem::exists(place)) return read_schema_file(driver(), request, place);
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
                    .untouched = untouched_between(before.model, after.model)};
    diff.statements = ddl_of(dialect, before.model, diff.changes);
    return diff;
}

} // namespace varve
