#include "driver/cases.hpp"

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

Statement statement(Trial& trial, std::string_view pattern, std::vector<Value> parameters = {}) {
    return {.text = trial.sql(pattern), .parameters = std::move(parameters)};
}

Statement inserting(Trial& trial, int id) {
    return statement(trial, "INSERT INTO {pebble} ({id}, {v}) VALUES ($1, $2)",
                     {Value(id), Value(id * 10)});
}

void answers_each_statement_in_order(Trial& trial) {
    trial.make_table();
    const std::vector<Statement> batch{
        inserting(trial, 1),
        inserting(trial, 2),
        statement(trial, "SELECT {id}, {v} FROM {pebble} ORDER BY {id}"),
        statement(trial, "UPDATE {pebble} SET {v} = {v} + 1"),
        statement(trial, "SELECT {v} FROM {pebble} WHERE {id} = $1", {Value(2)}),
        statement(trial, "SELECT {v} FROM {pebble} WHERE {id} = 9")};
    const std::vector<Reply> replies = trial.connection().execute_all(batch);
    Report& report = trial.report();
    report.require(replies.size() == batch.size(), "there is a reply for each statement");
    report.equal(replies[0].affected, 1U, "the first INSERT touches one row");
    report.check(replies[0].rows.empty(), "an INSERT has no rows");
    report.require(replies[2].rows.size() == 2 && replies[2].rows[1].size() == 2,
                   "the SELECT sees both rows with their columns");
    report.equal(replies[2].rows[1][1].to_string(), std::string("20"), "a value of the second row");
    report.equal(replies[3].affected, 2U, "the UPDATE touches two rows");
    report.equal(text_of(replies[4]), std::string("21"), "a SELECT finds what the UPDATE wrote");
    report.check(replies[5].rows.empty(), "a SELECT that finds nothing has no rows");
}

void runs_nothing_after_the_first_error(Trial& trial) {
    trial.make_table();
    trial.insert(1, Value(10));
    const std::vector<Statement> batch{statement(trial, "UPDATE {pebble} SET {v} = 11"),
                                       inserting(trial, 1), inserting(trial, 2),
                                       statement(trial, "SELECT nonsense FROM nowhere")};
    const auto facts = trial.fails(
        DbKind::unique_violation, [&] { trial.connection().execute_all(batch); },
        "a batch whose second statement fails");
    trial.report().equal(facts.statement, batch[1].text,
                         "the error names the statement that failed");
    trial.usable("after a batch failed");
    trial.report().equal(trial.count(), 1, "what follows the error is not run");
}

void tells_of_replies_up_to_the_error(Trial& trial) {
    trial.make_table();
    Transaction transaction(trial.connection());
    std::vector<Statement> batch{inserting(trial, 1), statement(trial, "SELECT {v} FROM {pebble}"),
                                 statement(trial, "SELECT {v} FROM {pebble}"), inserting(trial, 1),
                                 inserting(trial, 2)};
    batch[2].opaque = true;
    std::vector<std::size_t> rows;
    const auto facts = trial.fails(
        DbKind::unique_violation,
        [&] {
            trial.connection().execute_all(batch, [&](std::size_t index, const Reply& reply) {
                trial.report().equal(index, rows.size(), "replies come in order");
                rows.push_back(reply.rows.size());
            });
        },
        "a batch whose fourth statement fails");
    trial.report().equal(facts.statement, batch[3].text, "the error names the fourth statement");
    trial.report().check(rows == std::vector<std::size_t>{0, 1, 0},
                         "three replies were told of, an opaque statement's without its rows");
}

void works_on_after_an_error_in_a_transaction(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        const std::vector<Statement> batch{inserting(trial, 1), inserting(trial, 1),
                                           inserting(trial, 2)};
        trial.fails(
            DbKind::unique_violation, [&] { trial.connection().execute_all(batch); },
            "a batch in a transaction whose second statement fails");
    }
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
    trial.report().equal(trial.count(), 0, "a rollback undoes what came before the error");
    trial.usable("after the rollback");
}

void does_nothing_for_an_empty_batch(Trial& trial) {
    trial.report().check(trial.connection().execute_all({}).empty(), "no statement, no reply");
    trial.usable("after an empty batch");
}

void begins_and_commits_within_a_batch(Trial& trial) {
    trial.make_table();
    const std::vector<Statement> batch{{trial.dialect().begin(Isolation::standard, Access::write)},
                                       inserting(trial, 1),
                                       {trial.dialect().commit()},
                                       statement(trial, "SELECT COUNT(*) FROM {pebble}")};
    const auto replies = trial.connection().execute_all(batch);
    trial.report().require(replies.size() == 4, "there is a reply for each statement");
    trial.report().equal(text_of(replies[3]), std::string("1"), "the row is there");
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
}

void knows_its_transaction_when_a_batch_fails_in_it(Trial& trial) {
    trial.make_table();
    const std::vector<Statement> batch{{trial.dialect().begin(Isolation::standard, Access::write)},
                                       inserting(trial, 1),
                                       statement(trial, "INSERT INTO {nowhere} ({id}) VALUES (1)")};
    trial.fails(
        DbKind::undefined_object, [&] { trial.connection().execute_all(batch); },
        "a batch that begins a transaction and fails in it");
    if (trial.connection().in_transaction()) trial.connection().execute(trial.dialect().rollback());
    trial.report().check(!trial.connection().in_transaction(), "it ends with ROLLBACK");
    trial.report().equal(trial.count(), 0, "what was begun is undone");
}

void runs_many_statements_at_once(Trial& trial) {
    trial.make_table();
    std::vector<Statement> batch;
    for (int i = 1; i <= 500; ++i) batch.push_back(inserting(trial, i));
    Transaction transaction(trial.connection());
    const auto replies = trial.connection().execute_all(batch);
    transaction.commit();
    trial.report().equal(replies.size(), batch.size(), "there is a reply for each statement");
    trial.report().equal(trial.count(), 500, "every row is there");
}

void creates_and_uses_a_table_in_one_batch(Trial& trial) {
    const std::vector<Statement> batch{
        statement(trial, "CREATE TABLE {pebble} ({id} {:integer}, {v} {:integer})"),
        inserting(trial, 1), statement(trial, "SELECT {v} FROM {pebble}"),
        statement(trial, "DROP TABLE {pebble}")};
    const auto replies = trial.connection().execute_all(batch);
    trial.report().require(replies.size() == 4, "there is a reply for each statement");
    trial.report().equal(replies[2].rows.size(), 1U, "the row was in the table");
    trial.report().check(!trial.has_table("pebble"), "the table is gone");
}

} // namespace

Suite batch_cases(const SharedSubject& subject) {
    return driver_cases(
        "batches", subject,
        {{"answers_each_statement_in_order", answers_each_statement_in_order},
         {"runs_nothing_after_the_first_error", runs_nothing_after_the_first_error},
         {"tells_of_replies_up_to_the_error", tells_of_replies_up_to_the_error},
         {"works_on_after_an_error_in_a_transaction", works_on_after_an_error_in_a_transaction},
         {"does_nothing_for_an_empty_batch", does_nothing_for_an_empty_batch},
         {"begins_and_commits_within_a_batch", begins_and_commits_within_a_batch},
         {"knows_its_transaction_when_a_batch_fails_in_it",
          knows_its_transaction_when_a_batch_fails_in_it},
         {"runs_many_statements_at_once", runs_many_statements_at_once},
         {"creates_and_uses_a_table_in_one_batch", creates_and_uses_a_table_in_one_batch}});
}

} // namespace varve::testing
