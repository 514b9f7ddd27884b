#include "driver/cases.hpp"

namespace varve::testing {

namespace {

void updates_rows_from_another_table(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({id} {:integer}, {v} {:text}, {w} {:integer})");
    trial.execute("INSERT INTO {pebble} ({id}, {v}, {w}) VALUES (1, 'a', 7)");
    trial.execute("INSERT INTO {pebble} ({id}, {v}, {w}) VALUES (2, 'b', 7)");
    trial.execute("CREATE TEMPORARY TABLE {Wave} ({id} {:integer}, {v} {:text})");
    trial.execute("INSERT INTO {Wave} ({id}, {v}) VALUES (2, 'c')");
    const RowUpdate update{
        .table = trial.sql("{pebble}"),
        .source = trial.sql("{Wave}"),
        .match = trial.sql("s.{id} = t.{id}"),
        .assignments = {{"v", trial.sql("s.{v}")}, {"w", trial.sql("s.{id} + 1")}}};
    trial.report().equal(trial.connection().execute(trial.dialect().update(update)),
                         std::uint64_t{1}, "update() counts the rows that it changes");
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE ({id} = 1 AND {v} = "
                                       "'a' AND {w} = 7) OR ({id} = 2 AND {v} = 'c' AND {w} = 3)"),
                         std::int64_t{2}, "update() changes the rows that match, and only those");
}

void tells_distinct_values(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({a} {:text}, {b} {:text})");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES ('x', 'x')");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES (NULL, NULL)");
    const auto count = [&] {
        return trial.integer("SELECT COUNT(*) FROM {pebble} WHERE " +
                             trial.dialect().distinct(trial.sql("{a}"), trial.sql("{b}")));
    };
    trial.report().equal(count(), std::int64_t{0},
                         "a value and NULL are not distinct from "
                         "themselves");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES ('x', NULL)");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES (NULL, 'x')");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES ('x', 'X')");
    trial.execute("INSERT INTO {pebble} ({a}, {b}) VALUES ('x', 'x ')");
    trial.report().equal(count(), std::int64_t{4},
                         "NULL, the case of letters and blanks at the end make values distinct");
}

void takes_csv_from_its_client(Trial& trial) {
    const std::string load = trial.dialect().load_csv(trial.sql("{pebble}"), {"b", "a"});
    if (load.empty()) Report::skip("no statement takes CSV from its client");
    trial.execute("CREATE TABLE {pebble} ({a} {:integer}, {b} {:text})");
    trial.report().equal(
        trial.connection().execute({.text = load, .input = "\"x \"\",\ny\",1\n,2\n\"\",3\n"}),
        std::uint64_t{3}, "load_csv() counts the rows");
    trial.report().equal(trial.integer("SELECT COUNT(*) FROM {pebble} WHERE ({a} = 1 AND {b} = 'x "
                                       "\",\ny') OR ({a} = 2 AND {b} IS NULL) OR ({a} = 3 AND "
                                       "{b} = '')"),
                         std::int64_t{3}, "load_csv() reads quotes, NULL and empty texts");
}

} // namespace

Suite merging_cases(const SharedSubject& subject) {
    return driver_cases("merging", subject,
                        {{"updates_rows_from_another_table", updates_rows_from_another_table},
                         {"tells_distinct_values", tells_distinct_values},
                         {"takes_csv_from_its_client", takes_csv_from_its_client}});
}

} // namespace varve::testing
