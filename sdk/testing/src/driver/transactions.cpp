#include "driver/cases.hpp"

namespace varve::testing {

namespace {

using DbKind = DatabaseError::Kind;

void insert(Trial& trial, int id) {
    trial.insert(id, Value(id * 10));
}

void keeps_what_is_committed(Trial& trial) {
    trial.make_table();
    Transaction transaction(trial.connection());
    trial.report().check(trial.connection().in_transaction(), "inside, a transaction is open");
    insert(trial, 1);
    transaction.commit();
    trial.report().check(!trial.connection().in_transaction(), "after commit, none is");
    trial.reconnect();
    trial.report().equal(trial.count(), 1, "the row is there for another session");
}

void undoes_what_is_rolled_back(Trial& trial) {
    trial.make_table();
    Transaction transaction(trial.connection());
    insert(trial, 1);
    transaction.rollback();
    trial.report().check(!trial.connection().in_transaction(), "after rollback, none is open");
    trial.report().equal(trial.count(), 0, "the row is gone");
}

void undoes_what_nobody_commits(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        insert(trial, 1);
    }
    trial.report().check(!trial.connection().in_transaction(), "its end rolls back");
    trial.report().equal(trial.count(), 0, "the row is gone");
}

void undoes_what_a_session_leaves_open(Trial& trial) {
    trial.make_table();
    trial.connection().execute(trial.dialect().begin(Isolation::standard, Access::write));
    insert(trial, 1);
    trial.reconnect();
    trial.report().equal(trial.count(), 0, "the end of a session rolls back");
}

void hides_from_others_what_is_not_committed(Trial& trial) {
    trial.make_table();
    const auto other = trial.another();
    Transaction transaction(trial.connection());
    insert(trial, 1);
    trial.report().equal(trial.count(*other), 0, "the other session does not see the row yet");
    transaction.commit();
    trial.report().equal(trial.count(*other), 1, "now it does");
}

void keeps_the_outer_when_an_inner_rolls_back(Trial& trial) {
    if (!trial.dialect().supports(Feature::savepoints)) Report::skip("there are no savepoints");
    trial.make_table();
    Transaction outer(trial.connection());
    insert(trial, 1);
    {
        Transaction inner(trial.connection());
        insert(trial, 2);
        {
            Transaction innermost(trial.connection());
            insert(trial, 3);
            innermost.commit();
        }
        inner.rollback();
    }
    {
        Transaction inner(trial.connection());
        insert(trial, 4);
        inner.commit();
    }
    trial.report().check(trial.connection().in_transaction(), "the outer one is still open");
    outer.commit();
    trial.report().equal(trial.integer("SELECT SUM({id}) FROM {pebble}"), 5,
                         "rows of the outer and of the committed inner one are there");
}

void recovers_from_an_error_by_an_inner_rollback(Trial& trial) {
    if (!trial.dialect().supports(Feature::savepoints)) Report::skip("there are no savepoints");
    trial.make_table();
    Transaction outer(trial.connection());
    insert(trial, 1);
    {
        Transaction inner(trial.connection());
        trial.fails(
            DbKind::unique_violation, [&] { insert(trial, 1); }, "a key that is there already");
    }
    insert(trial, 2);
    outer.commit();
    trial.report().equal(trial.count(), 2, "the outer transaction went on and was committed");
}

void accepts_every_isolation_and_access(Trial& trial) {
    trial.make_table();
    for (const Isolation isolation : {Isolation::standard, Isolation::read_committed,
                                      Isolation::repeatable_read, Isolation::serializable})
        for (const Access access : {Access::standard, Access::read, Access::write}) {
            Transaction transaction(trial.connection(), {isolation, access});
            trial.report().equal(trial.count(), 0, "a transaction can read");
            transaction.commit();
        }
    trial.usable("after transactions of every kind");
}

void refuses_writes_in_a_transaction_for_reading(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection(), {.access = Access::read});
        trial.fails(
            DbKind::read_only, [&] { insert(trial, 1); }, "a write in a transaction for reading");
    }
    insert(trial, 1);
    trial.report().equal(trial.count(), 1, "the next statement can write again");
}

void answers_what_is_asked_while_it_begins_and_ends(Trial& trial) {
    trial.make_table();
    const Statement count{trial.sql("SELECT COUNT(*) FROM {pebble}")};
    const std::vector<Statement> opening{count, {trial.sql("SELECT 7{.}")}};
    std::vector<std::string> replies;
    Transaction transaction(trial.connection(), {}, opening,
                            [&](std::size_t index, const Reply& reply) {
                                trial.report().equal(index, replies.size(), "replies in order");
                                replies.push_back(text_of(reply));
                            });
    trial.report().require(replies.size() == 2, "there is a reply for each opening statement");
    trial.report().equal(replies[0], std::string("0"), "the first reply");
    trial.report().equal(replies[1], std::string("7"), "the second reply");
    insert(trial, 2);
    const std::vector<Statement> closing{{trial.sql("UPDATE {pebble} SET {v} = 5")}, count};
    const std::vector<Reply> closed = transaction.commit(closing);
    trial.report().require(closed.size() == 2, "there is a reply for each closing statement");
    trial.report().equal(closed[0].affected, 1U, "a closing statement counts its rows");
    trial.report().equal(text_of(closed[1]), std::string("1"), "and has its rows");
    trial.reconnect();
    trial.report().equal(trial.integer("SELECT {v} FROM {pebble}"), 5, "it was committed");
}

void undoes_all_when_a_closing_statement_fails(Trial& trial) {
    trial.make_table();
    {
        Transaction transaction(trial.connection());
        insert(trial, 1);
        const std::vector<Statement> closing{{trial.sql("DELETE FROM {nowhere}")}};
        trial.fails(
            DbKind::undefined_object, [&] { transaction.commit(closing); },
            "a closing statement that fails");
    }
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
    trial.report().equal(trial.count(), 0, "nothing was committed");
}

void is_not_left_open_when_an_opening_statement_fails(Trial& trial) {
    trial.make_table();
    const std::vector<Statement> opening{
        {trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)")},
        {trial.sql("DELETE FROM {nowhere}")}};
    trial.fails(
        DbKind::undefined_object, [&] { Transaction(trial.connection(), {}, opening); },
        "an opening statement that fails");
    trial.report().check(!trial.connection().in_transaction(), "no transaction is open");
    trial.report().equal(trial.count(), 0, "nothing was kept");
}

void is_not_what_is_sent_before_it(Trial& trial) {
    trial.make_table();
    const Dialect& dialect = trial.connection().dialect();
    const std::vector<Statement> before{
        {dialect.begin(Isolation::standard, Access::write)},
        {trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)")},
        {dialect.commit()}};
    const std::vector<Statement> opening{{trial.sql("SELECT COUNT(*) FROM {pebble}")}};
    std::vector<std::size_t> seen;
    {
        const Transaction transaction(trial.connection(), {.before = before}, opening,
                                      [&](std::size_t index, const Reply& reply) {
                                          seen.push_back(index);
                                          trial.report().equal(reply.rows.at(0).at(0).to_string(),
                                                               std::string("1"),
                                                               "what was before it is seen");
                                      });
        insert(trial, 2);
    }
    trial.report().check(seen == std::vector<std::size_t>{0}, "the opening's reply is seen");
    trial.report().equal(trial.count(), 1, "what was before it is not rolled back with it");
}

void is_rolled_back_when_a_reply_displeases(Trial& trial) {
    trial.make_table();
    const std::vector<Statement> opening{
        {trial.sql("SELECT COUNT(*) FROM {pebble}")},
        {.text = trial.sql("INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10)"), .opaque = true}};
    struct Displeased {};
    bool thrown = false;
    try {
        Transaction transaction(
            trial.connection(), {}, opening,
            [](std::size_t index, const Reply&) { index == 0 ? throw Displeased() : void(); });
    } catch (const Displeased&) {
        thrown = true;
    }
    trial.report().check(thrown, "what is thrown at a reply reaches the caller as it is");
    trial.report().check(!trial.connection().in_transaction(), "no transaction is open");
    trial.report().equal(trial.count(), 0, "nothing was kept");
    trial.usable("after the rollback");
}

void knows_whether_it_is_in_a_transaction_after_errors(Trial& trial) {
    trial.make_table();
    insert(trial, 1);
    trial.fails(
        DbKind::unique_violation, [&] { insert(trial, 1); }, "a key that is there already");
    trial.report().check(!trial.connection().in_transaction(), "an error alone opens none");
    trial.connection().execute(trial.dialect().begin(Isolation::standard, Access::standard));
    trial.report().check(trial.connection().in_transaction(), "a BEGIN of one's own is seen");
    trial.fails(
        DbKind::unique_violation, [&] { insert(trial, 1); }, "the same in a transaction");
    if (trial.connection().in_transaction()) trial.connection().execute(trial.dialect().rollback());
    trial.report().check(!trial.connection().in_transaction(), "a ROLLBACK of one's own is seen");
    trial.usable("after the rollback");
}

// Some servers answer COMMIT in a failed transaction with a rollback and no error at all.
void never_claims_a_commit_that_was_none(Trial& trial) {
    trial.make_table();
    bool committed = false;
    {
        Transaction transaction(trial.connection());
        insert(trial, 1);
        // The error goes no further, as with careless callers.
        trial.fails(
            DbKind::unique_violation, [&] { insert(trial, 1); }, "a key that is there already");
        try {
            transaction.commit();
            committed = true;
        } catch (const DatabaseError&) {
            committed = false;
        }
    }
    trial.report().equal(trial.count(), committed ? 1 : 0,
                         committed ? "commit() succeeded, so the row is there"
                                   : "commit() failed, so the row is not there");
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
}

void makes_parents_and_children(Trial& trial) {
    trial.execute("CREATE TABLE {parent} ({id} {:integer} NOT NULL PRIMARY KEY)");
    trial.execute("CREATE TABLE {pebble} ({id} {:integer} NOT NULL PRIMARY KEY, {v} {:integer} "
                  "REFERENCES {parent} ({id}) DEFERRABLE INITIALLY DEFERRED)");
}

void says_so_when_a_commit_fails(Trial& trial) {
    makes_parents_and_children(trial);
    {
        Transaction transaction(trial.connection());
        trial.insert(1, Value(7));
        trial.fails(
            DbKind::foreign_key_violation, [&] { transaction.commit(); },
            "a commit that breaks a deferred constraint");
    }
    trial.report().check(!trial.connection().in_transaction(), "the transaction is over");
    trial.report().equal(trial.count(), 0, "nothing was committed");
    trial.usable("after a commit failed");
}

void rolls_back_schema_changes_where_it_says_so(Trial& trial) {
    {
        Transaction transaction(trial.connection());
        trial.make_table();
    }
    const bool undone = !trial.has_table("pebble");
    trial.report().equal(undone, trial.dialect().supports(Feature::transactional_ddl),
                         "Feature::transactional_ddl tells whether CREATE TABLE rolls back");
}

} // namespace

Suite transaction_cases(const SharedSubject& subject) {
    return driver_cases(
        "transactions", subject,
        {{"keeps_what_is_committed", keeps_what_is_committed},
         {"undoes_what_is_rolled_back", undoes_what_is_rolled_back},
         {"undoes_what_nobody_commits", undoes_what_nobody_commits},
         {"undoes_what_a_session_leaves_open", undoes_what_a_session_leaves_open},
         {"hides_from_others_what_is_not_committed", hides_from_others_what_is_not_committed},
         {"keeps_the_outer_when_an_inner_rolls_back", keeps_the_outer_when_an_inner_rolls_back},
         {"recovers_from_an_error_by_an_inner_rollback",
          recovers_from_an_error_by_an_inner_rollback},
         {"accepts_every_isolation_and_access", accepts_every_isolation_and_access},
         {"refuses_writes_in_a_transaction_for_reading",
          refuses_writes_in_a_transaction_for_reading, Ability::read_only_transactions},
         {"answers_what_is_asked_while_it_begins_and_ends",
          answers_what_is_asked_while_it_begins_and_ends},
         {"undoes_all_when_a_closing_statement_fails", undoes_all_when_a_closing_statement_fails},
         {"is_not_left_open_when_an_opening_statement_fails",
          is_not_left_open_when_an_opening_statement_fails},
         {"is_not_what_is_sent_before_it", is_not_what_is_sent_before_it},
         {"is_rolled_back_when_a_reply_displeases", is_rolled_back_when_a_reply_displeases},
         {"knows_whether_it_is_in_a_transaction_after_errors",
          knows_whether_it_is_in_a_transaction_after_errors},
         {"never_claims_a_commit_that_was_none", never_claims_a_commit_that_was_none},
         {"says_so_when_a_commit_fails", says_so_when_a_commit_fails,
          Ability::deferred_constraints},
         {"rolls_back_schema_changes_where_it_says_so",
          rolls_back_schema_changes_where_it_says_so}});
}

} // namespace varve::testing
