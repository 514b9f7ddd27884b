#include "kernel/compare/differ.hpp"
#include "kernel/engine.hpp"
#include "kernel/generate/sides.hpp"
#include "kernel/schema_reading.hpp"
#include "kernel/text_file.hpp"

#include <system_error>

namespace varve {

std::string script_of(const std::vector<std::string>& statements) {
    std::string text;
    for (const std::string& statement : statements)
        text += (text.empty() ? "" : "\n") + statement + ";\n";
    return text;
}

schema::DatabaseSchema Engine::read_schema() {
    return read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_).model;
}

SchemaDump Engine::dump_schema() {
    SchemaReading reading =
        read_database(driver(), connect_request(ConnectRequest::Missing::refuse), config_);
    return {ddl_of(reading.connection->dialect(), reading.model), std::move(reading.model.unread)};
}

void Engine::keep_snapshot(Connection& connection, RunResult& result) noexcept {
    const std::filesystem::path file = config_.path("schema.snapshot");
    if (file.empty()) return;
    try {
        schema::DatabaseSchema model = read_model(driver(), connection);
        leave_out_own(model, connection, config_);
        const std::string text = script_of(ddl_of(connection.dialect(), model));
        if (std::filesystem::exists(file) && read_text_file(file, "the snapshot") == text) return;
        if (const int reason = replace_text_file(file, text); reason != 0)
            result.snapshot_failure = std::generic_category().message(reason);
    } catch (const std::exception& error) {
        result.snapshot_failure = error.what();
    }
    if (result.snapshot_failure.empty()) return;
    result.snapshot_failure = file.string() +
                              " is not what the database holds now, for it cannot "
                              "be written: " +
                              result.snapshot_failure;
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
