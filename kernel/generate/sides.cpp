#include "kernel/generate/sides.hpp"

#include "kernel/compare/differ.hpp"
#include "kernel/engine.hpp"
#include "kernel/generate/entities.hpp"
#include "kernel/generate/managed.hpp"
#include "kernel/schema_reading.hpp"
#include "varve/error.hpp"

#include <algorithm>
#include <filesystem>

namespace varve {

using namespace schema;

std::vector<std::string> untouched_between(const DatabaseSchema& from, const DatabaseSchema& to) {
    std::vector<std::string> words = from.unread;
    for (const Other& one : from.others)
        if (std::ranges::find(to.others, one) == to.others.end())
            words.push_back(in_words(id_of(one)));
    return words;
}

bool is_database(const std::string& to) {
    return to != from_migrations && to != from_entities && !std::filesystem::exists(to) &&
           to.find(':') != std::string::npos;
}

void refuse_pending(const StatusReport& status) {
    std::string which;
    for (const StatusRow& row : status.rows)
        if (!is_up_to_date(row.migration))
            which += "\n  " + row.migration.version.text() + ' ' + row.migration.name + ": " +
                     std::string(to_string(row.migration.state));
    if (which.empty()) return;
    throw MigrationError("migrations are not run yet, and what they make would be written a second "
                         "time; first run them ('varve run')" +
                             which,
                         ExitCode::pending);
}

ConnectRequest Engine::scratch_beside(const std::string& url) const {
    if (url.empty() && config_.profile() == "production")
        throw ConfigError("profile production: say with --scratch URL where scratch databases may "
                          "be made, for they are not made beside that one");
    ConnectRequest beside = connect_request(ConnectRequest::Missing::pretend);
    if (!url.empty()) beside.url = Url::parse(url);
    return beside;
}

namespace {

// A database may cut what is longer than it allows, and say nothing.
void require_same_names(const DatabaseSchema& wanted, const DatabaseSchema& made) {
    const auto ids = ids_of(made);
    for (const ObjectId& id : ids_of(wanted))
        if (!ids.contains(id))
            throw ConfigError("the database has made " + in_words(id) +
                              " under another name; is it longer than it allows? Give it a shorter "
                              "one with .named(\"…\") or in table<…>(\"…\")");
}

} // namespace

SchemaReading Engine::read_wanted(const std::string& to, const ConnectRequest& beside) {
    const Driver& driver = plugins_.driver(beside.url.scheme());
    if (to == from_migrations) {
        SchemaReading reading = open_scratch(driver, beside, "the migrations would be run");
        RunObserver nobody;
        Engine inside(config_.for_scratch(reading.scratch->url()), nobody, interruption_);
        inside.run({.direction = Direction::up, .up = {.allows = {"all"}}});
        reading.model = read_model(driver, *reading.connection);
        leave_out_own(reading.model, *reading.connection, inside.config());
        return reading;
    }
    if (to == from_entities) {
        SchemaReading reading = open_scratch(driver, beside, "the tables would be made");
        const EntityTables wanted =
            entity_tables(reading.connection->dialect(), name_space_of(*reading.connection));
        for (const std::string& statement : ddl_of(reading.connection->dialect(), wanted.model))
            reading.connection->execute(statement);
        reading.model = read_model(driver, *reading.connection);
        require_same_names(wanted.model, reading.model);
        return reading;
    }
    if (is_database(to)) {
        ConnectRequest request = beside;
        request.url = Url::parse(to);
        return read_database(plugins_.driver(request.url.scheme()), request, config_);
    }
    if (!std::filesystem::exists(to))
        throw ConfigError("there is no file " + to + " that says what the database shall be");
    return read_schema_file(driver, beside, to);
}

Sides Engine::read_sides(const std::string& to, const ConnectRequest& beside) {
    SchemaReading current =
        read_database(driver(), connect_request(ConnectRequest::Missing::pretend), config_);
    Sides sides{.is = std::move(current.model),
                .shall = read_wanted(to, beside).model,
                .name_space = name_space_of(*current.connection),
                .untouched = {}};
    auto managed = name_spaces_of(sides.shall);
    managed.insert(sides.name_space);
    const std::set<std::string> needed = needed_by(sides.is, managed);
    keep_as_is(sides.is, sides.shall, needed);
    managed.insert(needed.begin(), needed.end());
    sides.all = ids_of(sides.is);
    sides.all.merge(ids_of(sides.shall));
    keep_only(sides.is, managed);
    keep_only(sides.shall, managed);
    ignore(sides.is, sides.shall, config_.list("generate.ignore"));
    keep_extensions(sides.is, sides.shall);
    if (std::filesystem::is_regular_file(to)) sides.answers = answers_in_file(to, sides.name_space);
    if (to == from_entities)
        sides.answers = answers_of(entity_tables(current.connection->dialect(), sides.name_space));
    sides.untouched = untouched_between(sides.is, sides.shall);
    return sides;
}

SchemaDiff Engine::drift(const std::string& scratch) {
    refuse_pending(status());
    const Sides sides = read_sides(std::string(from_migrations), scratch_beside(scratch));
    return {.changes = differences(sides.is, sides.shall), .untouched = sides.untouched};
}

} // namespace varve
