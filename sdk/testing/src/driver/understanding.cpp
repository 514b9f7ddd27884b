#include "driver/cases.hpp"

#include <algorithm>

namespace varve::testing {

namespace {

// One a line: what a parser may trip over.
constexpr std::string_view broken_texts = R"sql(;
;;;
--
-- only a comment
/* only a comment */
/*
/**
/* no end
'
'no end
"no end
`no end
[no end
$$no end
$a$ no $b$ end
E'no\'
x'
(
)
)))
((((((
1
@
#
\
\d
日本
. . .
a.b.c.d.e
""""
''''''''
SELECT 1 /*
SELECT 'a' 'b
SELECT $1
SELECT ?
DROP TABLE ,
)sql";

constexpr std::string_view cut_off_statements = R"sql(CREATE
CREATE TABLE
CREATE TABLE t
CREATE TRIGGER t
CREATE FUNCTION
CREATE INDEX CONCURRENTLY
DROP
DROP TABLE
DROP INDEX CONCURRENTLY IF EXISTS
ALTER TABLE
ALTER TABLE t DROP
DELETE
DELETE FROM
TRUNCATE
WITH x AS (DELETE FROM
BEGIN
END
COMMIT;
COPY
COPY t FROM stdin
DO
DO $$
PRAGMA
SET
VACUUM
CALL
GRANT
EXPLAIN
SELECT
CASE
REINDEX
)sql";

std::vector<std::string> nasty_texts() {
    std::vector<std::string> texts{
        "", " ", "\n\n", "\xff\xfe", "\xc3", "\xEF\xBB\xBF", std::string("a\0b", 3)};
    for (std::string_view lines : {broken_texts, cut_off_statements})
        for (std::size_t end = lines.find('\n'); end != std::string_view::npos;
             end = lines.find('\n')) {
            texts.emplace_back(lines.substr(0, end));
            lines.remove_prefix(end + 1);
        }
    return texts;
}

void never_stumbles_over_a_text(Trial& trial) {
    const Dialect& dialect = trial.dialect();
    for (const std::string& text : nasty_texts()) {
        try {
            dialect.classify({.text = text});
            dialect.classify({.text = text + text, .line = 7, .input = "1\n"});
            dialect.split(text, 1);
            dialect.canonical(text);
        } catch (const std::exception& error) {
            trial.report().check(false,
                                 "the text " + shown(text) +
                                     " is understood without an error, not: " + error.what());
        }
    }
}

void bears_deep_and_long_texts(Trial& trial) {
    const Dialect& dialect = trial.dialect();
    for (const std::string part : {"(", "/*", "'", "CASE ", "BEGIN ", "$a$", "x", ";", "--\n"}) {
        std::string text;
        while (text.size() < 100'000) text += part;
        const auto start = std::chrono::steady_clock::now();
        dialect.split(text, 1);
        dialect.classify({.text = text});
        dialect.canonical(text);
        trial.report().check(std::chrono::steady_clock::now() - start < std::chrono::seconds(5),
                             "100 KB of " + shown(part) + " take no long time");
    }
}

void splits_and_runs_a_script(Trial& trial) {
    const std::string script =
        trial.sql("-- a script; with a comment\n"
                  "CREATE TABLE {pebble} ({id} {:integer}, {v} {:integer});\n"
                  "\n"
                  "INSERT INTO {pebble} ({id}, {v}) VALUES (1, 10);\n"
                  "/* ; */ INSERT INTO {pebble} ({id}, {v})\n"
                  "  VALUES (2, 20); ;;\n"
                  "UPDATE {pebble} SET {v} = {v} + 1 -- ; no end\n"
                  "  WHERE {id} = 2 AND ';' <> '--';\n"
                  "CREATE TABLE {semi;colon} ({id} {:integer})");
    const Script split = trial.dialect().split(script, 11);
    trial.report().check(split.problems.empty(), "nothing is wrong with the script");
    trial.report().require(split.statements.size() == 5,
                           "the script has five statements, not " +
                               std::to_string(split.statements.size()));
    const std::vector<std::uint32_t> lines{12, 14, 15, 17, 19};
    for (std::size_t i = 0; i < lines.size(); ++i)
        trial.report().equal(split.statements[i].line, lines[i], "the line of a statement");
    for (const ScriptStatement& statement : split.statements)
        trial.connection().execute({.text = statement.text, .input = statement.input});
    trial.report().equal(trial.integer("SELECT SUM({v}) FROM {pebble}"), 31, "all of it was run");
    trial.report().check(trial.has_table("semi;colon"), "the last statement needs no semicolon");
}

void splits_nothing_from_nothing(Trial& trial) {
    for (const char* script : {"", "\n \n", ";", "-- a comment", "/* a\ncomment */ ;\n;"}) {
        const Script split = trial.dialect().split(script, 1);
        trial.report().check(split.statements.empty() && split.problems.empty(),
                             "there is no statement in " + shown(script));
    }
}

void takes_any_end_of_line(Trial& trial) {
    const Script split = trial.dialect().split("SELECT 1;\r\n-- a comment\r\nSELECT 2;\r\n", 1);
    trial.report().require(split.statements.size() == 2, "two statements with CRLF");
    trial.report().equal(split.statements[1].line, 3U, "lines are counted");
    trial.report().equal(split.statements[1].text, std::string("SELECT 2"), "without its blanks");
}

void says_where_a_quote_is_left_open(Trial& trial) {
    const Script split =
        trial.dialect().split("SELECT 1;\n\nSELECT 2,\n  'no end;\nSELECT 3;\n", 5);
    trial.report().require(!split.problems.empty(), "a quote that does not end is a problem");
    trial.report().equal(split.problems.front().line, 8U, "it is where the quote opens");
    trial.report().check(!split.problems.front().sentence.empty(), "it has a sentence");
}

void splits_and_runs(Trial& trial, const ScriptSample& sample) {
    const Script split = trial.dialect().split(sample.script, 1);
    for (const ScriptProblem& problem : split.problems)
        trial.report().check(false,
                             "line " + std::to_string(problem.line) + ": " + problem.sentence);
    trial.report().equal(split.statements.size(), sample.statements, "the number of statements");
    std::size_t from = 0;
    for (const ScriptStatement& statement : split.statements) {
        const std::size_t at = sample.script.find(statement.text, from);
        trial.report().require(at != std::string::npos, "statements are parts of the script");
        const auto lines = std::count(
            sample.script.begin(), sample.script.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        trial.report().equal(static_cast<std::int64_t>(statement.line), lines + 1,
                             "the line of a statement");
        from = at + statement.text.size();
        trial.connection().execute({.text = statement.text, .input = statement.input});
    }
    trial.usable("after the script");
}

void sees_through_looks(Trial& trial) {
    const Dialect& dialect = trial.dialect();
    const std::string plain = "SELECT a , b FROM t WHERE x = 'Text'";
    for (const std::string looks : {"select a,b from t where x='Text'",
                                    "  SELECT a, b\n\tFROM t -- which\n WHERE x = 'Text'  ",
                                    "/* all */ Select A, B From T Where X='Text'"})
        trial.report().equal(dialect.canonical(looks), dialect.canonical(plain),
                             "what differs in its looks only has one canonical form");
    for (const std::string other :
         {"SELECT a, b FROM t WHERE x = 'text'", "SELECT a FROM t WHERE x = 'Text'",
          "SELECT a, b FROM t WHERE x = 'Text '", "SELECT ab FROM t"})
        trial.report().check(dialect.canonical(other) != dialect.canonical(plain),
                             "what differs otherwise has another: " + other);
    const std::string once = dialect.canonical(plain);
    trial.report().equal(dialect.canonical(once), once, "a canonical form is its own");
}

/// A statement in portable SQL and what every dialect sees in it.
struct Understood {
    const char* text;
    StatementTraits::Kind kind;
    const char* rule; ///< of the only finding; empty: none
};

void sees_what_statements_do(Trial& trial) {
    using enum StatementTraits::Kind;
    const std::vector<Understood> table{
        {"SELECT id FROM pebble", query, ""},
        {"INSERT INTO pebble (id) VALUES (1)", dml, ""},
        {"UPDATE pebble SET v = 1 WHERE id = 1", dml, ""},
        {"DELETE FROM pebble WHERE id = 1", dml, ""},
        {"DELETE FROM pebble", dml, "delete-without-where"},
        {"CREATE TABLE pebble (id INTEGER)", ddl, ""},
        {"CREATE INDEX by_v ON pebble (v)", ddl, ""},
        {"ALTER TABLE pebble ADD COLUMN w INTEGER", ddl, ""},
        {"ALTER TABLE pebble DROP COLUMN v", ddl, "drop-column"},
        {"DROP TABLE pebble", ddl, "drop-table"},
        {"drop /* really */ table\n pebble", ddl, "drop-table"},
        {"DROP INDEX by_v", ddl, ""},
    };
    for (const Understood& row : table) {
        const StatementTraits traits = trial.dialect().classify({.text = row.text});
        trial.report().check(traits.kind == row.kind, std::string("the kind of: ") + row.text);
        trial.report().check(!traits.summary.empty(), std::string("a summary of: ") + row.text);
        const bool loses = *row.rule != '\0';
        trial.report().equal(traits.losses.size(), loses ? std::size_t{1} : std::size_t{0},
                             std::string("what is lost by: ") + row.text);
        if (loses && !traits.losses.empty())
            trial.report().equal(traits.losses.front().rule, std::string(row.rule),
                                 std::string("the rule that warns of: ") + row.text);
    }
}

void knows_its_own_transaction_control(Trial& trial) {
    const Dialect& dialect = trial.dialect();
    for (const std::string& text : {dialect.begin(Isolation::standard, Access::standard),
                                    dialect.begin(Isolation::serializable, Access::write),
                                    dialect.commit(), dialect.rollback()})
        trial.report().check(dialect.classify({.text = text}).scope == Scope::control,
                             "the dialect knows its own " + text);
    const auto traits = dialect.classify({.text = "CREATE TABLE pebble (id INTEGER)"});
    if (dialect.supports(Feature::transactional_ddl))
        trial.report().check(traits.scope == Scope::transactional,
                             "CREATE TABLE is transactional where it rolls back");
    else
        trial.report().check(traits.scope != Scope::transactional,
                             "CREATE TABLE is not transactional where it does not roll back");
}

// Is a table found by its name in capitals, without quotes?
bool folds_names(Trial& trial) {
    Connection& connection = trial.connection();
    connection.execute("CREATE TABLE pebble (id INTEGER)");
    try {
        connection.query_row({"SELECT COUNT(*) FROM PEBBLE"});
    } catch (const DatabaseError&) {
        return false;
    }
    return true;
}

void knows_what_a_statement_creates(Trial& trial) {
    const Dialect& dialect = trial.dialect();
    const auto creates = [&](const std::string& text) {
        return dialect.classify({.text = text}).creates;
    };
    const std::string made = creates("CREATE TABLE pebble (id INTEGER)");
    trial.report().check(!made.empty(), "a new table has a name");
    trial.report().equal(creates("create table PEBBLE (id INTEGER)") == made, folds_names(trial),
                         "names are compared as the database compares them");
    const auto dropped = dialect.classify({.text = "DROP TABLE pebble"});
    trial.report().require(dropped.losses.size() == 1, "DROP TABLE loses data");
    trial.report().equal(dropped.losses.front().object, made,
                         "what is dropped is named like what was created");
    trial.report().equal(creates("INSERT INTO pebble (id) VALUES (1)"), std::string(),
                         "an INSERT creates nothing");
}

} // namespace

Suite understanding_cases(const SharedSubject& subject) {
    std::vector<DriverCase> cases{
        {"never_stumbles_over_a_text", never_stumbles_over_a_text},
        {"bears_deep_and_long_texts", bears_deep_and_long_texts},
        {"splits_and_runs_a_script", splits_and_runs_a_script},
        {"splits_nothing_from_nothing", splits_nothing_from_nothing},
        {"takes_any_end_of_line", takes_any_end_of_line},
        {"says_where_a_quote_is_left_open", says_where_a_quote_is_left_open},
        {"sees_through_looks", sees_through_looks},
        {"sees_what_statements_do", sees_what_statements_do},
        {"knows_its_own_transaction_control", knows_its_own_transaction_control},
        {"knows_what_a_statement_creates", knows_what_a_statement_creates}};
    for (const ScriptSample& sample : subject->facts.scripts)
        cases.push_back({"splits_and_runs_" + sample.name,
                         [sample](Trial& trial) { splits_and_runs(trial, sample); }});
    return driver_cases("understanding", subject, std::move(cases));
}

} // namespace varve::testing
