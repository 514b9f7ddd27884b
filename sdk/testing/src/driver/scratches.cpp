#include "driver/cases.hpp"

#include "varve/db/transaction.hpp"

#include <algorithm>

namespace varve::testing {

namespace {

using Schema = std::vector<SchemaObject>;

std::unique_ptr<Scratch> scratch_of(Trial& trial) {
    std::unique_ptr<Scratch> scratch = trial.driver().make_scratch(trial.request());
    if (scratch == nullptr) Report::skip("the driver makes no scratch databases");
    return scratch;
}

Schema schema_of(Trial& trial) {
    std::optional<Schema> schema = trial.driver().describe(trial.connection());
    if (!schema) Report::skip("the driver does not describe what a database holds");
    std::ranges::sort(*schema, {},
                      [](const SchemaObject& one) { return std::tie(one.kind, one.name); });
    return *std::move(schema);
}

void makes_an_empty_database(Trial& trial) {
    trial.make_table();
    const auto scratch = scratch_of(trial);
    ConnectRequest request = trial.request();
    request.url = scratch->url();
    const auto inside = trial.driver().connect(request);
    inside->execute("CREATE TABLE pebble (id int)");
    inside->execute("CREATE TABLE other (id int)");
    trial.report().check(!trial.has_table("other"),
                         "what is made in a scratch database is not in the one beside it");
}

void drops_it_with_the_object(Trial& trial) {
    auto scratch = scratch_of(trial);
    ConnectRequest request = trial.request();
    request.url = scratch->url();
    request.missing = ConnectRequest::Missing::refuse;
    const auto still_there = trial.driver().connect(request);
    still_there->execute("CREATE TABLE pebble (id int)");
    Transaction at_work(*still_there);
    still_there->execute("INSERT INTO pebble VALUES (1)");
    scratch.reset();
    trial.fails(
        {DatabaseError::Kind::unreachable, DatabaseError::Kind::undefined_object},
        [&] { trial.driver().connect(request)->query_row({"SELECT 1"}); },
        "connecting with a scratch database that is gone");
}

void describes_nothing_in_an_empty_database(Trial& trial) {
    for (const SchemaObject& object : schema_of(trial))
        trial.report().check(object.table.empty(), "an empty database has no table, but there is " +
                                                       object.kind + ' ' + object.name);
}

void tells_what_a_migration_changed(Trial& trial) {
    const Schema empty = schema_of(trial);
    trial.make_table();
    const Schema made = schema_of(trial);
    const auto has = [&](const Schema& schema, const char* kind) {
        return std::ranges::any_of(schema, [&](const SchemaObject& one) {
            return one.kind == kind && one.table.find("pebble") != std::string::npos;
        });
    };
    trial.report().check(has(made, "table"), "a table is described");
    trial.report().check(has(made, "column"), "its columns are described");
    trial.insert(1, Value(std::int64_t{10}));
    const Schema filled = schema_of(trial);
    trial.report().check(made != filled && has(filled, "rows"), "the number of rows is told");
    trial.execute("ALTER TABLE {pebble} ADD COLUMN w {:integer}");
    trial.report().check(schema_of(trial) != filled, "another column is told");
    trial.execute("ALTER TABLE {pebble} DROP COLUMN w");
    trial.report().check(schema_of(trial) == filled,
                         "a column that came and went makes no difference");
    trial.execute("DROP TABLE {pebble}");
    trial.report().check(schema_of(trial) == empty, "a table that came and went makes none");
}

} // namespace

Suite scratch_cases(const SharedSubject& subject) {
    return driver_cases(
        "scratches", subject,
        {{"makes_an_empty_database", makes_an_empty_database},
         {"drops_it_with_the_object", drops_it_with_the_object},
         {"describes_nothing_in_an_empty_database", describes_nothing_in_an_empty_database},
         {"tells_what_a_migration_changed", tells_what_a_migration_changed}});
}

} // namespace varve::testing
