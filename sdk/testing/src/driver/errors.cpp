#include "driver/cases.hpp"

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

/// What all errors of a statement have in common.
void expect_complete(Trial& trial, const DatabaseError::Facts& facts, const std::string& text) {
    trial.report().check(!facts.message.empty(), "the error has the database's own words");
    trial.report().check(!facts.sqlstate.empty() || facts.native_code != 0,
                         "the error has the database's own code");
    trial.report().equal(facts.statement, text, "the error holds the statement");
}

/// `pattern` fails as `kind`: run, queried, prepared, and as part of a batch.
void fails_everywhere(Trial& trial, DbKind kind, std::string_view pattern) {
    const std::string text = trial.sql(pattern);
    Connection& connection = trial.connection();
    expect_complete(trial,
                    trial.fails(
                        kind, [&] { connection.execute(text); }, "execute of " + text),
                    text);
    expect_complete(trial,
                    trial.fails(
                        kind, [&] { read_all(*connection.query({text})); }, "query of " + text),
                    text);
    trial.fails(
        kind, [&] { connection.prepare(text)->execute({}); }, "prepare of " + text);
    const std::vector<Statement> batch{{text}};
    trial.fails(
        kind, [&] { connection.execute_all(batch); }, "execute_all of " + text);
    trial.usable("after " + text);
}

void make_row(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
}

void unique_violation(Trial& trial) {
    make_row(trial);
    fails_everywhere(trial, DbKind::unique_violation,
                     "INSERT INTO {pebble} ({id}, {v}) VALUES (1, 11)");
}

void unique_index_violation(Trial& trial) {
    make_row(trial);
    trial.execute("CREATE UNIQUE INDEX {one_of_each} ON {pebble} ({v})");
    fails_everywhere(trial, DbKind::unique_violation,
                     "INSERT INTO {pebble} ({id}, {v}) VALUES (2, 10)");
}

void not_null_violation(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({id} {:integer}, {v} {:integer} NOT NULL)");
    fails_everywhere(trial, DbKind::not_null_violation,
                     "INSERT INTO {pebble} ({id}, {v}) VALUES (1, NULL)");
}

void check_violation(Trial& trial) {
    trial.execute("CREATE TABLE {pebble} ({id} {:integer}, {v} {:integer} CHECK ({v} > 5))");
    fails_everywhere(trial, DbKind::check_violation,
                     "INSERT INTO {pebble} ({id}, {v}) VALUES (1, 3)");
}

void make_child(Trial& trial) {
    trial.execute("CREATE TABLE {parent} ({id} {:integer} NOT NULL PRIMARY KEY)");
    trial.execute("CREATE TABLE {pebble} ({id} {:integer}, {v} {:integer}, FOREIGN KEY ({v}) "
                  "REFERENCES {parent} ({id}))");
}

void foreign_key_violation(Trial& trial) {
    make_child(trial);
    fails_everywhere(trial, DbKind::foreign_key_violation,
                     "INSERT INTO {pebble} ({id}, {v}) VALUES (1, 3)");
}

void foreign_key_violation_of_a_parent(Trial& trial) {
    make_child(trial);
    trial.execute("INSERT INTO {parent} ({id}) VALUES (3)");
    trial.execute("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 3)");
    fails_everywhere(trial, DbKind::foreign_key_violation, "DELETE FROM {parent}");
}

void syntax(Trial& trial) {
    for (const char* text : {"SELEKT 1", "SELECT (1", "CREATE TABLE", "SELECT 'no end"})
        fails_everywhere(trial, DbKind::syntax, text);
}

void undefined_table(Trial& trial) {
    for (const char* text :
         {"SELECT {id} FROM {nowhere}", "DROP TABLE {nowhere}",
          "INSERT INTO {nowhere} ({id}) VALUES (1)", "ALTER TABLE {nowhere} ADD {v} {:integer}"})
        fails_everywhere(trial, DbKind::undefined_object, text);
}

void undefined_column(Trial& trial) {
    trial.make_table();
    fails_everywhere(trial, DbKind::undefined_object, "SELECT {p}.{nothing} FROM {pebble} {p}");
    fails_everywhere(trial, DbKind::undefined_object, "UPDATE {pebble} SET {nothing} = 1");
}

void undefined_function(Trial& trial) {
    fails_everywhere(trial, DbKind::undefined_object, "SELECT no_such_function(1){.}");
}

void duplicate_table(Trial& trial) {
    trial.make_table();
    fails_everywhere(trial, DbKind::duplicate_object, "CREATE TABLE {pebble} ({id} {:integer})");
}

void duplicate_column(Trial& trial) {
    trial.make_table();
    fails_everywhere(trial, DbKind::duplicate_object, "ALTER TABLE {pebble} ADD {v} {:integer}");
}

void duplicate_index(Trial& trial) {
    trial.make_table();
    trial.execute("CREATE INDEX {by_value} ON {pebble} ({v})");
    fails_everywhere(trial, DbKind::duplicate_object, "CREATE INDEX {by_value} ON {pebble} ({v})");
}

// The accented text stands before the fault: a position is in bytes, not in characters.
void position_of_a_fault(Trial& trial) {
    trial.make_table();
    const std::string text =
        trial.sql("SELECT 'äöü 日本', {id} FROM {pebble} WHERE {id} = 1 ORDER ORDER BY 2");
    const auto facts = trial.fails(
        DbKind::syntax, [&] { trial.rows(text); }, "a statement with a word too much");
    trial.report().equal(facts.position.value_or(0), text.rfind("ORDER"),
                         "the error says at which byte the fault is");
}

void errors_keep_a_transaction_honest(Trial& trial) {
    make_row(trial);
    for (int i = 0; i < 20; ++i) {
        trial.fails(
            DbKind::unique_violation, [&] { trial.insert(1, Value(11)); }, "a key twice");
        trial.usable("after error number " + std::to_string(i));
    }
}

void fails_as(Trial& trial, const FailingStatement& failing) {
    make_row(trial);
    const auto facts = trial.fails(
        failing.kind, [&] { read_all(*trial.connection().query({failing.text})); }, failing.text);
    trial.report().check(!facts.message.empty(), "the error says what is wrong");
    trial.usable("after " + failing.text);
}

} // namespace

Suite error_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases{
        {"tells_a_unique_violation", unique_violation},
        {"tells_a_violation_of_a_unique_index", unique_index_violation},
        {"tells_a_not_null_violation", not_null_violation},
        {"tells_a_check_violation", check_violation, Ability::check_constraints},
        {"tells_a_foreign_key_violation", foreign_key_violation, Ability::foreign_keys},
        {"tells_a_foreign_key_violation_of_a_parent", foreign_key_violation_of_a_parent,
         Ability::foreign_keys},
        {"tells_a_syntax_error", syntax},
        {"tells_a_table_that_is_not_there", undefined_table},
        {"tells_a_column_that_is_not_there", undefined_column},
        {"tells_a_function_that_is_not_there", undefined_function},
        {"tells_a_table_that_is_there_already", duplicate_table},
        {"tells_a_column_that_is_there_already", duplicate_column},
        {"tells_an_index_that_is_there_already", duplicate_index},
        {"says_where_a_fault_is", position_of_a_fault, Ability::error_positions},
        {"works_on_after_many_errors", errors_keep_a_transaction_honest}};
    for (const FailingStatement& failing : subject->facts.failing)
        cases.push_back(
            {"tells_" + failing.name, [failing](Trial& trial) { fails_as(trial, failing); }});
    return driver_cases("errors", subject, std::move(cases));
}

} // namespace varve::testing
