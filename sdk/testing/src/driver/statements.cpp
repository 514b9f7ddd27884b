#include "driver/cases.hpp"

#include <algorithm>

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

void counts_the_rows_that_it_touches(Trial& trial) {
    trial.make_table();
    const std::string row = "INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)";
    for (int i = 1; i <= 3; ++i)
        trial.report().equal(trial.execute(row, {Value(i), Value(10)}), 1U, "one row is inserted");
    trial.report().equal(trial.execute("UPDATE {pebble} SET {v} = 11 WHERE {id} > 1"), 2U,
                         "two rows are updated");
    trial.report().equal(trial.execute("UPDATE {pebble} SET {v} = 11 WHERE {id} > 9"), 0U,
                         "no row is updated");
    trial.report().equal(trial.execute("DELETE FROM {pebble}"), 3U, "three rows are deleted");
    trial.report().equal(trial.execute("DELETE FROM {pebble}"), 0U, "no row is left to delete");
}

// A count must not be left over from the statement before.
void counts_nothing_for_what_touches_no_rows(Trial& trial) {
    trial.make_table();
    for (int i = 1; i <= 3; ++i) trial.insert(i, Value(10));
    trial.execute("UPDATE {pebble} SET {v} = 11");
    trial.report().equal(trial.execute("CREATE TABLE {other} ({id} {:integer})"), 0U,
                         "CREATE TABLE touches no rows");
    trial.execute("UPDATE {pebble} SET {v} = 12");
    trial.report().equal(trial.execute("SELECT {id} FROM {pebble}"), 0U, "SELECT touches no rows");
    trial.report().equal(trial.execute("DROP TABLE {other}"), 0U, "DROP TABLE touches no rows");
}

void refuses_two_statements_in_one(Trial& trial) {
    trial.make_table();
    const std::string two = trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10); "
                                      "INSERT INTO {pebble} ({id}, {v}) VALUES (2, 20)");
    const auto refused = {DbKind::misuse, DbKind::syntax};
    trial.fails(
        refused, [&] { trial.connection().execute(two); }, "execute of two statements");
    trial.fails(
        refused, [&] { trial.connection().query({two}); }, "query of two statements");
    trial.fails(
        refused, [&] { trial.connection().prepare(two)->execute({}); },
        "prepare of two statements");
    trial.report().equal(trial.count(), 0, "neither of the two ran");
}

void survives_a_statement_that_is_none(Trial& trial) {
    for (const std::string text : {"", "   \n", "-- only a comment", "/* and another */"}) {
        try {
            trial.connection().execute(text);
            read_all(*trial.connection().query({text}));
        } catch (const DatabaseError& error) {
            trial.report().check(error.kind() == DbKind::misuse || error.kind() == DbKind::syntax ||
                                     error.kind() == DbKind::other,
                                 std::string("a text without a statement is misuse: ") +
                                     error.what());
        }
        trial.usable("after the text " + shown(text));
    }
}

void runs_a_query_whose_rows_nobody_reads(Trial& trial) {
    trial.make_table();
    trial.connection().query({trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)")});
    trial.report().equal(trial.count(), 1, "the row is there");
}

void gives_no_rows_for_a_statement_without_a_result(Trial& trial) {
    trial.make_table();
    const auto rows =
        trial.connection().query({trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)")});
    trial.report().check(rows->columns().empty(), "an INSERT has no columns");
    trial.report().check(!rows->next({}), "an INSERT has no rows");
}

void refuses_a_wrong_number_of_parameters(Trial& trial) {
    trial.make_table();
    const std::string insert = "INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)";
    const std::vector<std::vector<Value>> lists{{}, {Value(1)}, {Value(1), Value(2), Value(3)}};
    for (const std::vector<Value>& parameters : lists) {
        const std::string count = std::to_string(parameters.size()) + " parameters for two";
        trial.fails(
            DbKind::misuse, [&] { trial.execute(insert, parameters); }, "execute with " + count);
        trial.fails(
            DbKind::misuse, [&] { trial.rows(insert, parameters); }, "query with " + count);
        std::vector<Cell> cells;
        for (const Value& value : parameters) cells.push_back(value.cell());
        trial.fails(
            DbKind::misuse, [&] { trial.connection().prepare(trial.sql(insert))->execute(cells); },
            "a prepared statement with " + count);
    }
    trial.report().equal(trial.count(), 0, "nothing was inserted");
    trial.fails(
        DbKind::misuse, [&] { trial.rows("SELECT 1{.}", {Value(1)}); },
        "a parameter for a statement that takes none");
}

void finds_rows_by_parameters(Trial& trial) {
    trial.make_table(Kind::text);
    trial.insert(1, Value("granite"));
    trial.insert(2, Value("o'slate"));
    trial.report().equal(
        trial.cell("SELECT {id} FROM {pebble} WHERE {v} = $1", Kind::integer, {Value("o'slate")}),
        Value(2), "the row with this text");
    trial.report().check(
        trial.rows("SELECT {id} FROM {pebble} WHERE {v} = $1", {Value("' OR 1=1 --")}).empty(),
        "a parameter is a value and never SQL");
}

void runs_a_long_text(Trial& trial) {
    const std::string comment = "/* " + std::string(400'000, 'x') + " */";
    trial.report().equal(trial.integer("SELECT 5 " + comment + "{.}"), 5, "a long statement runs");
}

void finds_the_only_row(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    trial.insert(2, Value(20));
    const auto row = [&](std::string_view condition) {
        return trial.connection().query_row(
            {trial.sql("SELECT {v} FROM {pebble} WHERE " + std::string(condition))});
    };
    trial.report().check(row("{id} = 7").empty(), "no row is an empty answer");
    trial.report().equal(row("{id} = 2").size(), 1U, "one row has one value");
    trial.fails(
        DbKind::misuse, [&] { row("{id} > 0"); }, "query_row of two rows");
}

void reads_input_that_a_statement_asks_for(Trial& trial) {
    const Statement& reading =
        trial.needs(trial.facts().input_statement, "statement that reads its input");
    trial.make_table();
    trial.connection().execute(reading);
    trial.report().equal(trial.count(), 2, "the rows of the input are there");
    const std::vector<Statement> batch{
        {trial.sql("DELETE FROM {pebble}")}, reading, {trial.sql("SELECT {id} FROM {pebble}")}};
    const std::vector<Reply> replies = trial.connection().execute_all(batch);
    trial.report().require(replies.size() == 3, "there is a reply for each statement");
    trial.report().equal(replies[2].rows.size(), 2U, "input is read in a batch as well");
    trial.usable("after its input was read");
}

/// The texts that a session told of since the last look.
class Told {
public:
    OnStatement listener() {
        return [this](const StatementRun& run) {
            texts_.emplace_back(run.text);
            some_take_time_ |= run.duration.count() > 0;
        };
    }
    void forget() { texts_.clear(); }
    bool nothing() const { return texts_.empty(); }
    bool some_take_time() const { return some_take_time_; }
    /// How often was a text told that has this in it?
    std::size_t count(std::string_view part) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            texts_, [&](const auto& text) { return text.find(part) != std::string::npos; }));
    }

private:
    std::vector<std::string> texts_;
    bool some_take_time_ = false;
};

void run_in_every_way(Trial& trial, Connection& connection) {
    const std::string row = trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)");
    connection.execute({row, {Value(1), Value(4711)}});
    const std::string select = trial.sql("SELECT {v} FROM {pebble}");
    for (const Fetch fetch : {Fetch::all, Fetch::stream})
        read_all(*connection.query({select + " WHERE 1 = 1"}, {}, fetch));
    const auto prepared = connection.prepare(select + " WHERE 2 = 2");
    for (int i = 0; i < 2; ++i) {
        prepared->query({});
        read_all(*prepared);
    }
    const std::vector<Statement> batch{{select + " WHERE 3 = 3"}, {select + " WHERE 4 = 4"}};
    connection.execute_all(batch);
}

void tells_of_each_statement_that_it_ran(Trial& trial) {
    trial.make_table();
    Told told;
    ConnectRequest request = trial.request();
    request.on_statement = told.listener();
    const auto connection = trial.driver().connect(request);
    told.forget();
    run_in_every_way(trial, *connection);
    if (told.nothing()) return trial.report().hint("nobody is told what was run, and for how long");
    trial.report().equal(told.count("INSERT INTO"), 1U, "an execute is told");
    trial.report().equal(told.count("1 = 1"), 2U, "a query is told, and one that streams");
    trial.report().equal(told.count("2 = 2"), 2U, "each run of a prepared statement is told");
    trial.report().equal(told.count("3 = 3"), 1U, "the statements of a batch are told");
    trial.report().equal(told.count("4 = 4"), 1U, "all statements of a batch are told");
    trial.report().equal(told.count("4711"), 0U, "the values of parameters are not");
    trial.report().check(told.some_take_time(), "the durations are told");
    trial.fails(
        DbKind::unique_violation,
        [&] { connection->execute(trial.sql("INSERT INTO {pebble} ({id}) VALUES (1)")); },
        "a second row with the key of the first");
    trial.report().equal(told.count("INSERT INTO"), 2U, "a statement that failed is told too");
}

} // namespace

Suite statement_cases(const SharedSubject& subject) {
    return driver_cases(
        "statements", subject,
        {{"counts_the_rows_that_it_touches", counts_the_rows_that_it_touches},
         {"counts_nothing_for_what_touches_no_rows", counts_nothing_for_what_touches_no_rows},
         {"refuses_two_statements_in_one", refuses_two_statements_in_one},
         {"survives_a_statement_that_is_none", survives_a_statement_that_is_none},
         {"runs_a_query_whose_rows_nobody_reads", runs_a_query_whose_rows_nobody_reads},
         {"gives_no_rows_for_a_statement_without_a_result",
          gives_no_rows_for_a_statement_without_a_result},
         {"refuses_a_wrong_number_of_parameters", refuses_a_wrong_number_of_parameters},
         {"finds_rows_by_parameters", finds_rows_by_parameters},
         {"runs_a_long_text", runs_a_long_text},
         {"finds_the_only_row", finds_the_only_row},
         {"reads_input_that_a_statement_asks_for", reads_input_that_a_statement_asks_for},
         {"tells_of_each_statement_that_it_ran", tells_of_each_statement_that_it_ran}});
}

} // namespace varve::testing
