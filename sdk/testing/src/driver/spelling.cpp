#include "driver/cases.hpp"
#include "driver/samples.hpp"

#include <algorithm>
#include <map>
#include <thread>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;
using namespace std::chrono_literals;

const std::vector<std::string>& awkward_names() {
    static const std::vector<std::string> names{
        "plain",       "MixedCase",   "with space",  "select",
        "table",       "semi;colon",  "it's",        "say \"hello\"",
        "back`tick",   "bracket]ed[", "back\\slash", "dash--dash",
        "/*comment*/", "Größe",       "日本語",      "percent%s",
        "$dollar$",    "?",           ":colon",      "\"; DROP TABLE \"pebble\"; --"};
    return names;
}

void quotes_names(Trial& trial, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const std::string table = trial.dialect().quote(name);
        trial.connection().execute("CREATE TABLE " + table + " (" + table + " " +
                                   trial.dialect().column_type(Kind::integer) + ")");
        trial.connection().execute("INSERT INTO " + table + " (" + table + ") VALUES (7)");
        const auto rows = trial.connection().query({"SELECT " + table + " FROM " + table});
        trial.report().require(rows->columns().size() == 1, "one column comes back");
        trial.report().equal(rows->columns().front().name, name, "a quoted name is the name");
        trial.report().check(trial.has_table(name), "table_exists finds the table " + name);
    }
    for (const std::string& name : names)
        trial.connection().execute("DROP TABLE " + trial.dialect().quote(name));
}

void quotes_any_name(Trial& trial) {
    quotes_names(trial, awkward_names());
}

void quotes_names_beyond_the_basic_plane(Trial& trial) {
    quotes_names(trial, {"😀", "𝔘ni"});
}

void spells_literals(Trial& trial, Kind kind) {
    trial.make_table(kind);
    std::vector<Value> values = samples(kind, trial.facts());
    values.emplace_back();
    std::int64_t id = 0;
    for (const Value& value : values) {
        const std::string literal = trial.dialect().literal(value.cell());
        trial.connection().execute(trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (") +
                                   std::to_string(++id) + ", " + literal + ")");
        const Value stored =
            trial.cell("SELECT {v} FROM {pebble} WHERE {id} = " + std::to_string(id), kind);
        trial.report().check(same_value(stored, value), "the literal " + shown(literal) +
                                                            " means " + shown(value) + ", not " +
                                                            shown(stored));
    }
}

void spells_literals_that_cannot_be_broken_out_of(Trial& trial) {
    trial.make_table();
    for (const std::string text :
         {"'", "''", "\\", "\\'", "'; DROP TABLE pebble; --", "\\'; DROP TABLE pebble; --", "$$",
          "$a$", "E'\\x'", "\xc2\xa0'", "/*", "--", "\n'\r", "{v}", "?", "$1", ":v", "%s"}) {
        const std::string statement =
            "SELECT " + trial.dialect().literal(Cell::text(text)) + trial.facts().from_one_row;
        trial.report().equal(trial.cell_in(trial.connection(), {statement}, Kind::text),
                             Value(text), "a literal is its text and nothing else");
    }
    trial.report().equal(trial.count(), 0, "the table is still there");
}

void qualifies_names(Trial& trial) {
    trial.make_table();
    trial.report().equal(trial.dialect().qualified({}, "pebble"), trial.dialect().quote("pebble"),
                         "without a namespace a name stands alone");
    if (!trial.dialect().supports(Feature::namespaces)) return;
    trial.execute("CREATE SCHEMA {Other place}");
    const std::string table = trial.dialect().qualified("Other place", "pebble");
    trial.connection().execute("CREATE TABLE " + table + trial.sql(" ({id} {:integer})"));
    trial.connection().execute("INSERT INTO " + table + " VALUES (1)");
    trial.report().equal(trial.count(), 0, "the table of the same name is another");
    const auto exists = [&](std::string_view name) {
        return trial.cell_in(trial.connection(),
                             {trial.dialect().table_exists("Other place", name)}, Kind::boolean);
    };
    trial.report().equal(exists("pebble"), Value(true), "table_exists looks into the namespace");
    const auto reaches = [&](std::string_view name) {
        try {
            trial.connection().query(
                {"SELECT COUNT(*) FROM " + trial.dialect().qualified("Other place", name)});
            return true;
        } catch (const DatabaseError&) {
            return false;
        }
    };
    trial.report().equal(exists("Pebble"), Value(reaches("Pebble")),
                         "and compares names as the database does");
}

/// Where a table is, and whether unqualified names are looked for there.
std::map<std::string, bool> namespaces_of(Trial& trial, std::string_view table,
                                          std::string_view column) {
    constexpr std::array kinds{Kind::text, Kind::boolean};
    const auto rows =
        trial.connection().query({trial.dialect().namespaces_of_table(table, column)}, kinds);
    std::map<std::string, bool> found;
    for (const RowValues& row : trial.read(*rows))
        found.emplace(row[0].to_string(), row[1] == Value(true));
    return found;
}

void finds_a_table_in_every_namespace(Trial& trial) {
    const bool has_namespaces = trial.dialect().supports(Feature::namespaces);
    trial.report().equal(trial.dialect().namespaces_of_table("pebble", "v").empty(),
                         !has_namespaces, "namespaces_of_table has a query where there are some");
    if (!has_namespaces) Report::skip("there are no namespaces");
    using Found = std::map<std::string, bool>;
    trial.report().check(namespaces_of(trial, "pebble", "v").empty(), "there is no table yet");
    trial.make_table();
    const std::string current = trial.connection().name_space();
    trial.report().check(namespaces_of(trial, "pebble", "v") == Found{{current, true}},
                         "a new table is in the current namespace");
    for (const std::string place : {"{Other place}", "{third}"})
        trial.execute("CREATE SCHEMA " + place);
    trial.execute("CREATE TABLE {Other place}.{pebble} ({v} {:integer})");
    trial.execute("CREATE TABLE {third}.{pebble} ({w} {:integer})");
    trial.report().check(namespaces_of(trial, "pebble", "v") ==
                             Found{{current, true}, {"Other place", false}},
                         "another namespace counts if its table has the column");
}

void numbers_parameters(Trial& trial) {
    std::string sum;
    std::vector<Value> parameters;
    trial.make_table();
    for (int i = 1; i <= 12; ++i) {
        trial.insert(i, Value(i));
        sum += (i == 1 ? "" : ", ") + trial.dialect().parameter(static_cast<std::size_t>(i));
        parameters.emplace_back(i * 2);
    }
    const auto rows = trial.connection().query(
        {trial.sql("SELECT {id} FROM {pebble} WHERE {id} IN (") + sum + ")", parameters});
    trial.report().equal(read_all(*rows).size(), 6U, "twelve parameters have their places");
}

void types_columns_of_limited_length(Trial& trial) {
    for (const Kind kind : {Kind::text, Kind::bytes})
        for (const std::size_t length : {1U, 40U, 200U}) {
            trial.execute("CREATE TABLE {pebble} ({id} {:integer} NOT NULL PRIMARY KEY, {v} " +
                          trial.dialect().column_type(kind, length) + ")");
            const Value value(Cell::view(kind, std::string(length, 'x')));
            trial.insert(1, value);
            trial.report().equal(trial.cell("SELECT {v} FROM {pebble}", kind), value,
                                 "a column holds as much as it says");
            trial.execute("DROP TABLE {pebble}");
        }
}

void makes_tables_with_its_options(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({id} {:integer} NOT NULL PRIMARY KEY, {v} {:integer})" +
                  trial.dialect().table_options());
    trial.insert(2, Value(20));
    trial.insert(1, Value(10));
    trial.fails(
        DbKind::unique_violation, [&] { trial.insert(1, Value(11)); },
        "a key that is there already");
    trial.report().equal(trial.cell("SELECT {v} FROM {pebble} WHERE {id} = 1", Kind::integer),
                         Value(10), "a row is found by its key");
}

void limits_how_many_rows_come(Trial& trial) {
    trial.make_table();
    for (int id = 1; id <= 5; ++id) trial.insert(id, Value(id * 10));
    const auto ids = [&](std::uint64_t rows, std::uint64_t offset) {
        std::string text;
        for (const RowValues& row : trial.rows("SELECT {id} FROM {pebble} ORDER BY {id} " +
                                               trial.dialect().limit(rows, offset)))
            text += (text.empty() ? "" : " ") + row.front().to_string();
        return text;
    };
    trial.report().equal(ids(2, 0), "1 2", "the first two rows");
    trial.report().equal(ids(2, 3), "4 5", "two rows behind the first three");
    trial.report().equal(ids(9, 4), "5", "no more rows than there are");
}

void knows_which_tables_there_are(Trial& trial) {
    trial.report().check(!trial.has_table("pebble"), "there is no table yet");
    trial.make_table();
    trial.report().check(trial.has_table("pebble"), "now there is");
    trial.report().check(!trial.has_table("pebbl_"), "and no other, though LIKE would find it");
    trial.execute("CREATE TABLE {Mixed Case} ({id} {:integer})");
    trial.report().check(trial.has_table("Mixed Case"), "a name with capitals is found");
    trial.execute("DROP TABLE {pebble}");
    trial.report().check(!trial.has_table("pebble"), "a table that was dropped is not");
}

void lists_its_tables_and_views(Trial& trial) {
    const std::string question = trial.dialect().tables({});
    if (question.empty()) Report::skip("the dialect cannot list tables");
    const auto listed = [&] {
        std::string text;
        std::vector<RowValues> rows = trial.read(
            *trial.connection().query({question}, std::array{Kind::text, Kind::boolean}));
        std::ranges::sort(rows, {}, [](const RowValues& row) { return row[0].to_string(); });
        for (const RowValues& row : rows)
            text += row[0].to_string() + (row[1] == Value(true) ? " (view) " : " ");
        return text;
    };
    trial.report().equal(listed(), std::string(), "an empty database has no tables");
    trial.make_table();
    trial.execute("CREATE TABLE {Mixed Case} ({id} {:integer})");
    trial.execute("CREATE VIEW {seen} AS SELECT {id} FROM {pebble}");
    trial.report().equal(listed(), std::string("Mixed Case pebble seen (view) "),
                         "tables() lists tables and views");
}

void lists_its_foreign_keys(Trial& trial) {
    const std::string question = trial.dialect().foreign_keys({});
    if (question.empty()) Report::skip("the dialect cannot list foreign keys");
    const auto keys = [&] {
        std::string text, key;
        const std::vector<Kind> texts(5, Kind::text);
        for (const RowValues& row : trial.read(*trial.connection().query({question}, texts))) {
            if (row[1].to_string() != key) text += "key: ";
            key = row[1].to_string();
            text += row[0].to_string() + '.' + row[2].to_string() + " -> " + row[3].to_string() +
                    '.' + row[4].to_string() + ' ';
        }
        return text;
    };
    trial.report().equal(keys(), std::string(), "an empty database has no foreign keys");
    trial.execute("CREATE TABLE {Beach} ({a} {:integer} NOT NULL, {b} {:integer} NOT NULL, "
                  "PRIMARY KEY ({a}, {b}))");
    trial.execute("CREATE TABLE {stone} ({y} {:integer}, {x} {:integer}, FOREIGN KEY ({x}, {y}) "
                  "REFERENCES {Beach} ({a}, {b}))");
    trial.report().equal(keys(), std::string("key: stone.x -> Beach.a stone.y -> Beach.b "),
                         "the columns of a key in its order");
}

void sees_its_own_new_table_in_a_transaction(Trial& trial) {
    if (!trial.dialect().supports(Feature::transactional_ddl))
        Report::skip("CREATE TABLE does not share a transaction");
    Transaction transaction(trial.connection());
    trial.make_table();
    trial.report().check(trial.has_table("pebble"), "a table of the open transaction is found");
}

std::int64_t server_clock(Trial& trial) {
    return trial.integer("SELECT " + trial.dialect().clock_milliseconds() + "{.}");
}

void tells_the_time(Trial& trial) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const std::int64_t server = server_clock(trial);
    trial.report().check(std::abs(server - now) < 120'000,
                         "the server's clock is within two minutes of ours: " +
                             std::to_string(server) + ", ours is " + std::to_string(now));
}

void tells_the_time_as_it_passes_in_a_transaction(Trial& trial) {
    Transaction transaction(trial.connection());
    const std::int64_t before = server_clock(trial);
    std::this_thread::sleep_for(60ms);
    const std::int64_t passed = server_clock(trial) - before;
    trial.report().check(passed >= 40 && passed < 5000,
                         "the clock goes on in a transaction: 60 ms were " +
                             std::to_string(passed));
}

void tells_a_time_that_can_be_stored(Trial& trial) {
    trial.make_table();
    trial.execute("INSERT INTO {pebble} ({id}, {v}) VALUES (1, " +
                  trial.dialect().clock_milliseconds() + ")");
    const std::int64_t written = trial.integer("SELECT {v} FROM {pebble}");
    trial.report().check(std::abs(server_clock(trial) - written) < 5000,
                         "the clock may be stored in a column of kind integer");
}

void spells_timeouts_that_run(Trial& trial) {
    const auto run = [&](const std::vector<std::string>& statements) {
        for (const std::string& statement : statements) trial.connection().execute(statement);
    };
    const Dialect& dialect = trial.dialect();
    for (const std::int64_t milliseconds : {1, 250, 5000, 86'400'000, 0}) {
        run(dialect.set_lock_timeout(milliseconds, Lasts::session));
        run(dialect.set_statement_timeout(milliseconds == 1 ? 1000 : milliseconds, Lasts::session));
        Transaction transaction(trial.connection());
        run(dialect.set_lock_timeout(milliseconds, Lasts::transaction));
        run(dialect.set_statement_timeout(milliseconds == 1 ? 1000 : milliseconds,
                                          Lasts::transaction));
        trial.usable("with timeouts of " + std::to_string(milliseconds) + " ms");
        transaction.commit();
    }
    trial.usable("after timeouts were set");
}

void spells_savepoints_of_any_name(Trial& trial) {
    if (!trial.dialect().supports(Feature::savepoints)) Report::skip("there are no savepoints");
    trial.make_table();
    const Dialect& dialect = trial.dialect();
    Transaction transaction(trial.connection());
    for (const std::string name : {"plain", "Two Words", "select"}) {
        trial.connection().execute(dialect.savepoint(name));
        trial.insert(1, Value(10));
        trial.connection().execute(dialect.rollback_to_savepoint(name));
        trial.connection().execute(dialect.release_savepoint(name));
        trial.report().equal(trial.count(), 0, "a rollback to a savepoint undoes what followed it");
    }
    transaction.commit();
}

} // namespace

Suite spelling_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases{
        {"quotes_any_name", quotes_any_name},
        {"quotes_names_beyond_the_basic_plane", quotes_names_beyond_the_basic_plane,
         Ability::supplementary_names},
        {"spells_literals_that_cannot_be_broken_out_of",
         spells_literals_that_cannot_be_broken_out_of},
        {"qualifies_names", qualifies_names},
        {"finds_a_table_in_every_namespace", finds_a_table_in_every_namespace},
        {"numbers_parameters", numbers_parameters},
        {"types_columns_of_limited_length", types_columns_of_limited_length},
        {"makes_tables_with_its_options", makes_tables_with_its_options},
        {"limits_how_many_rows_come", limits_how_many_rows_come},
        {"knows_which_tables_there_are", knows_which_tables_there_are},
        {"lists_its_tables_and_views", lists_its_tables_and_views},
        {"lists_its_foreign_keys", lists_its_foreign_keys},
        {"sees_its_own_new_table_in_a_transaction", sees_its_own_new_table_in_a_transaction},
        {"tells_the_time", tells_the_time},
        {"tells_the_time_as_it_passes_in_a_transaction",
         tells_the_time_as_it_passes_in_a_transaction},
        {"tells_a_time_that_can_be_stored", tells_a_time_that_can_be_stored},
        {"spells_timeouts_that_run", spells_timeouts_that_run},
        {"spells_savepoints_of_any_name", spells_savepoints_of_any_name}};
    for (const Kind kind : subject->facts.kinds)
        cases.push_back({"spells_literals_of_kind_" + std::string(to_string(kind)),
                         [kind](Trial& trial) { spells_literals(trial, kind); }});
    return driver_cases("spelling", subject, std::move(cases));
}

} // namespace varve::testing
