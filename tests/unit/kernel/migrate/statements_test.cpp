#include "kernel/migrate/statements.hpp"

#include "migrate/samples.hpp"

#include <boost/test/unit_test.hpp>

using namespace varve;

namespace {

struct Read {
    StatementProblems problems;
    std::vector<PlannedStatement> statements;
    StepMode mode;

    explicit Read(const SqlOperation& operation, const Dialect& dialect = samples::dialect)
        : statements(read_statements(operation, dialect, problems)),
          mode(choose_mode(statements,
                           operation.transaction == TransactionMode::none ? Alone::always
                                                                          : Alone::if_needed,
                           dialect, problems)) {}
    std::string first_problem() const { return problems.empty() ? "" : problems.front().sentence; }
};

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements)

BOOST_AUTO_TEST_CASE(ordinary_ones_share_a_transaction) {
    const Read read(samples::sql("create table t (a int);\ninsert into t values (1);"));
    BOOST_TEST(read.problems.empty());
    BOOST_TEST((read.mode == StepMode::transaction));
    BOOST_TEST(read.statements[1].source.line == 3U);
}

BOOST_AUTO_TEST_CASE(a_marked_fragment_is_one_statement_whatever_it_looks_like) {
    SqlOperation operation = samples::sql("select 1;");
    operation.fragments.push_back({.text = "BODY; BODY;", .line = 5, .single = true});
    operation.fragments.push_back({.text = "select 3;", .line = 9, .dialects = {"other"}});
    const Read read(operation);
    BOOST_TEST_REQUIRE(read.statements.size() == 2U);
    BOOST_TEST(read.statements[1].source.text == "BODY; BODY;");
    BOOST_TEST(read.statements[1].source.line == 5U);
}

BOOST_AUTO_TEST_CASE(what_is_expected_is_one_query_each_and_no_statement) {
    SqlOperation operation = samples::sql("create table t (a int);");
    const auto expect = [&](std::string text, std::vector<std::string> dialects = {}) {
        operation.fragments.push_back({.text = std::move(text),
                                       .line = 5,
                                       .dialects = std::move(dialects),
                                       .expectation = true});
    };
    expect("-- all\nselect count(*) = 0 from t; -- of them\n");
    expect("EXPLODE", {"other"});
    BOOST_TEST(Read(operation).statements.size() == 1U);
    StatementProblems problems;
    const auto good = read_expectations(operation, samples::dialect, problems);
    BOOST_TEST(problems.empty());
    BOOST_TEST_REQUIRE(good.size() == 1U);
    BOOST_TEST(good[0].source.text == "select count(*) = 0 from t");
    BOOST_TEST(good[0].source.line == 6U);
    for (const char* const text :
         {"update t set a = 1", "select 1; select 2", "-- nothing", "EXPLODE", "begin",
          "with gone as (delete from t returning a) select count(*) = 0 from gone"})
        BOOST_TEST_CONTEXT(text) {
            operation.fragments.resize(1);
            expect(text);
            problems.clear();
            read_expectations(operation, samples::dialect, problems);
            BOOST_TEST_REQUIRE(problems.size() == 1U);
            BOOST_TEST(problems[0].line == 5U);
            BOOST_TEST(contains(problems[0].sentence, "quer"), problems[0].sentence);
        }
}

BOOST_AUTO_TEST_CASE(what_history_keeps_is_read_as_it_was_written) {
    SqlOperation operation = samples::sql("select 1;\n");
    operation.transaction = TransactionMode::none;
    operation.fragments.push_back({.text = "select true", .expectation = true});
    operation.fragments.push_back({.text = "BODY; BODY;\n", .single = true});
    operation.fragments.push_back({.text = "select 2;\n"});
    const std::string text = text_for(operation, "sample");
    const SqlOperation read = stored_operation(text);
    BOOST_TEST(text_for(read, "sample") == text);
    BOOST_TEST_REQUIRE(read.fragments.size() == 5U); // with an empty one between two marked ones
    BOOST_TEST(read.fragments[1].expectation);
    BOOST_TEST(read.fragments[1].text == "select true\n");
    BOOST_TEST(read.fragments[1].line == 4U);
    BOOST_TEST(read.fragments[3].single);
    BOOST_TEST(read.fragments[4].text == "select 2;\n");
    BOOST_TEST(read.fragments[4].line == 9U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_in_a_transaction_runs_alone) {
    const Read read(samples::sql("VACUUM;"));
    BOOST_TEST(read.problems.empty());
    BOOST_TEST((read.mode == StepMode::journal));
}

BOOST_AUTO_TEST_CASE(mixing_both_kinds_is_refused_with_advice) {
    const Read read(samples::sql("create table t (a int);\nVACUUM;"));
    BOOST_TEST_REQUIRE(read.problems.size() == 1U);
    BOOST_TEST(read.problems[0].line == 3U);
    BOOST_TEST(contains(read.first_problem(), "put them into two migrations"));
}

BOOST_AUTO_TEST_CASE(transaction_control_is_refused_unless_the_author_took_it_over) {
    SqlOperation operation = samples::sql("begin;\nselect 1;\ncommit;");
    BOOST_TEST(Read(operation).problems.size() == 2U);
    BOOST_TEST(contains(Read(operation).first_problem(), "'begin' is varve's to say"));
    operation.transaction = TransactionMode::none;
    BOOST_TEST(Read(operation).problems.empty());
    BOOST_TEST((Read(operation).mode == StepMode::journal));
}

BOOST_AUTO_TEST_CASE(what_has_no_effect_inside_may_only_stand_at_the_ends) {
    BOOST_TEST(
        Read(samples::sql("PRAGMA a;\ncreate table t (a int);\nPRAGMA b;")).problems.empty());
    const Read middle(samples::sql("create table t (a int);\nPRAGMA a;\ncreate table u (a int);"));
    BOOST_TEST_REQUIRE(middle.problems.size() == 1U);
    BOOST_TEST(middle.problems[0].line == 3U);
}

BOOST_AUTO_TEST_CASE(forbidden_ones_are_refused_in_any_mode) {
    SqlOperation operation = samples::sql("EXPLODE;");
    operation.transaction = TransactionMode::none;
    BOOST_TEST(Read(operation).first_problem() == "EXPLODE is never right");
}

BOOST_AUTO_TEST_CASE(losses_are_those_that_nobody_agreed_to) {
    const auto rules = [](const char* text, std::vector<std::string> allowed) {
        std::string result;
        for (const Finding& finding : losses_of(Read(samples::sql(text)).statements, allowed))
            result += finding.rule + ';';
        return result;
    };
    BOOST_TEST(rules("drop table a; truncate b;", {}) == "drop-table;truncate;");
    BOOST_TEST(rules("drop table a; truncate b;", {"truncate"}) == "drop-table;");
    BOOST_TEST(rules("drop table a; truncate b;", {"all"}) == "");
    BOOST_TEST(rules("create table a (x int); drop table A;", {}) == "");
    BOOST_TEST(rules("drop table a; create table a (x int);", {}) == "drop-table;");
}

BOOST_AUTO_TEST_CASE(names_do_not_outlive_a_renaming) {
    const auto losses = [](const char* text) {
        return losses_of(Read(samples::sql(text)).statements, {}).size();
    };
    BOOST_TEST(losses("create table a (x int); alter table a rename to b; alter table real rename "
                      "to a; drop table a;") == 1U);
    BOOST_TEST(
        losses("create table a (x int); alter table a rename column x to y; drop table a;") == 0U);
    BOOST_TEST(losses("create table shop (x int); drop schema shop cascade;") == 1U);
}

BOOST_AUTO_TEST_CASE(an_authors_own_transaction_is_whole) {
    const auto problem = [](const char* text) {
        SqlOperation operation = samples::sql(text);
        operation.transaction = TransactionMode::none;
        return Read(operation).first_problem();
    };
    BOOST_TEST(problem("begin; select 1; commit; select 2; start transaction; rollback;") == "");
    BOOST_TEST(problem("select 1; begin; select 2;") == "this transaction is never committed");
    BOOST_TEST(contains(problem("select 1; commit;"), "none was begun"));
    BOOST_TEST(contains(problem("begin; begin; commit;"), "a transaction is begun in the one"));
    BOOST_TEST(contains(problem("begin; select 1; VACUUM; commit;"), "would end the one that"));
    BOOST_TEST(problem("VACUUM; begin; select 1; commit; VACUUM;") == "");
}

BOOST_AUTO_TEST_CASE(what_ends_with_the_session_cannot_be_gone_on_with) {
    SqlOperation operation = samples::sql("TEMP t;\nselect 1;");
    BOOST_TEST(Read(operation).problems.empty());
    operation.transaction = TransactionMode::none;
    BOOST_TEST_REQUIRE(Read(operation).problems.size() == 1U);
    BOOST_TEST(Read(operation).problems[0].line == 2U);
    BOOST_TEST(contains(Read(operation).first_problem(), "use an ordinary object"));
    operation.fragments[0].text = "begin;\nTEMP t;\ncommit;";
    BOOST_TEST(Read(operation).problems.empty());
}

BOOST_AUTO_TEST_CASE(a_semicolon_is_not_swallowed_by_a_comment) {
    BOOST_TEST(with_semicolon("select 1") == "select 1;");
    BOOST_TEST(with_semicolon("select 1 -- one") == "select 1 -- one\n;");
    BOOST_TEST(with_semicolon("select -- one\n 1") == "select -- one\n 1;");
    BOOST_TEST(with_semicolon("begin; end;") == "begin; end;");
}

BOOST_AUTO_TEST_CASE(statements_of_both_kinds_mix_where_ddl_commits_by_itself) {
    const SqlOperation mixed =
        samples::sql("create table t (a int); insert into t values (1); create index i on t (a);");
    BOOST_TEST((Read(mixed).mode == StepMode::transaction));
    const Read committing(mixed, samples::committing_dialect);
    BOOST_TEST(committing.problems.empty());
    BOOST_TEST((committing.mode == StepMode::journal));
    const Read rows(samples::sql("insert into t values (1);"), samples::committing_dialect);
    BOOST_TEST((rows.mode == StepMode::transaction));
    const Read control(samples::sql("create table t (a int); commit;"),
                       samples::committing_dialect);
    BOOST_TEST(contains(control.first_problem(), "is varve's to say"));
}

BOOST_AUTO_TEST_SUITE_END()
