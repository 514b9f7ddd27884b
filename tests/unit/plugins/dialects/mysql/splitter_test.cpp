#include "plugins/dialects/mysql/splitter.hpp"

#include "plugins/dialects/mysql/lexical_rules.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using varve::Script;
using varve::mysql::split_script;
using varve::mysql::SqlMode;
using Texts = std::vector<std::string>;

constexpr SqlMode mariadb{.is_mariadb = true, .version_number = 101119};
constexpr SqlMode mysql_56{.version_number = 50624};

Texts texts(const Script& script) {
    Texts result;
    for (const varve::ScriptStatement& statement : script.statements)
        result.push_back(statement.text);
    return result;
}

struct Case {
    const char* name;
    std::string script;
    Texts statements;
    SqlMode mode = mariadb;
};

void check(const Case& c) {
    BOOST_TEST_CONTEXT(c.name) {
        const Script script = split_script(c.script, 1, c.mode);
        for (const varve::ScriptProblem& problem : script.problems) BOOST_ERROR(problem.sentence);
        BOOST_TEST(texts(script) == c.statements, boost::test_tools::per_element());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(splitter)

BOOST_AUTO_TEST_CASE(ends_statements_where_the_client_does) {
    const Case cases[]{
        {"plain", "select 1; select 2", {"select 1", "select 2"}},
        {"empty statements", ";; select 1 ;;", {"select 1"}},
        {"byte order mark", "\xEF\xBB\xBFselect 1;", {"select 1"}},
        {"delimiter behind a byte order mark",
         "\xEF\xBB\xBF"
         "delimiter //\nselect 1//",
         {"select 1"}},
        {"comments", "# a;\nselect 1 -- b;\n, /* c; */ 2;", {"select 1 -- b;\n, /* c; */ 2"}},
        {"no comment", "select 5--4; select 2", {"select 5--4", "select 2"}},
        {"a line of the client's", "--note;\nselect 1;", {"select 1"}},
        {"backslash", "select 'a\\';'; select ';'", {"select 'a\\';'", "select ';'"}},
        {"no backslash",
         "select 'a\\';select ';'",
         {"select 'a\\'", "select ';'"},
         {.no_backslash_escapes = true, .is_mariadb = true, .version_number = 101119}},
        {"double quotes", "select \"a\\\";\"; select 1", {"select \"a\\\";\"", "select 1"}},
        {"quoted names",
         "select \"a\\\"; select 1",
         {"select \"a\\\"", "select 1"},
         {.ansi_quotes = true, .is_mariadb = true, .version_number = 101119}},
        {"backticks", "select `a\\`, `b``;`; select 1", {"select `a\\`, `b``;`", "select 1"}},
        {"null",
         "insert into t values (\\N); select 1",
         {"insert into t values (\\N)", "select 1"}},
        {"use", "use a; select 1", {"use a", "select 1"}},
        {"delimiter",
         "Delimiter //\nselect 1 // select 2//\nDELIMITER ;\nselect 3;",
         {"select 1", "select 2", "select 3"}},
        {"delimiter at the end of a word",
         "delimiter $$\ncreate procedure p() begin select 1; end$$\nselect 2$$",
         {"create procedure p() begin select 1; end", "select 2"}},
        {"delimiter in an operator", "delimiter |\nselect 1|\nselect 2|", {"select 1", "select 2"}},
        {"delimiter in quotes", "delimiter \"//\"\nselect 1// select 2", {"select 1", "select 2"}},
        {"delimiter as a name",
         "create table csv (\n  delimiter char(1)\n);",
         {"create table csv (\n  delimiter char(1)\n)"}},
        {"commands of the client as names",
         "create table t (\n  status int,\n  source int\n);",
         {"create table t (\n  status int,\n  source int\n)"}},
        {"semicolons beside a delimiter",
         "delimiter //\ndrop procedure if exists p; create procedure p() begin select 1; end; //",
         {"drop procedure if exists p", "create procedure p() begin select 1; end"}},
    };
    for (const Case& c : cases) check(c);
}

BOOST_AUTO_TEST_CASE(reads_executable_comments_as_the_server_does) {
    const Case cases[]{
        {"a whole statement",
         "/*!40101 SET NAMES utf8 */; select 1;",
         {"/*!40101 SET NAMES utf8 */", "select 1"}},
        {"a semicolon within", "/*! select 1; */ select 2;", {"/*! select 1; */ select 2"}},
        {"a word of the client's within",
         "/*!\nstatus; */ select 1; select 2",
         {"/*!\nstatus; */ select 1", "select 2"}},
        {"a string with the end of a comment",
         "/*! select '*/;' */; select 1",
         {"/*! select '*/;' */", "select 1"}},
        {"for a later server", "/*!999999 it's; */ select 1", {"select 1"}},
        {"for MySQL 5.7 and later", "/*!50700 it's; */ select 1", {"select 1"}},
        {"for MariaDB",
         "/*M!100100 select 1; */; select 2",
         {"/*M!100100 select 1; */", "select 2"}},
        {"for MariaDB, on MySQL", "/*M!100100 it's; */ select 2", {"select 2"}, mysql_56},
        {"the sandbox line of a dump",
         "/*M!999999\\- enable the sandbox mode */ \nselect 1;",
         {"select 1"}},
        {"comments within one that is skipped", "/*!99999 a /* b */ ; */ select 1", {"select 1"}},
        {"a program in pieces",
         "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x "
         "FOR "
         "EACH ROW BEGIN SET @a = 1; END */; select 1",
         {"/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x "
          "FOR EACH ROW BEGIN SET @a = 1; END */",
          "select 1"}},
    };
    for (const Case& c : cases) check(c);
}

BOOST_AUTO_TEST_CASE(keeps_stored_programs_whole) {
    for (
        const char* const program : {
            "create procedure p() begin end",
            "create or replace definer = 'a'@'b' procedure if not exists s.p() begin select 1; end",
            "create definer=current_user() procedure p() begin begin end; select 1; end",
            "create procedure p(a int) comment 'x' sql security invoker l: begin leave l; end l",
            "create function f(a int) returns set('x','y') deterministic begin return a; end",
            "create function f() returns char begin return 1; end",
            "create function f() returns varchar(3) character set utf8 begin return 1; end",
            "create aggregate function f(x int) returns int begin loop fetch group next row; end "
            "loop; end",
            "create procedure p() if a then select 1; elseif b then select 2; else select 3; end "
            "if",
            "create procedure p() begin if (select case when 1 then 2 end) then set @a = 1; end "
            "if; "
            "end",
            "create procedure p() begin case a when 1 then select 1; else begin end; end case; end",
            "create procedure p() begin select case when a then if(b, 1, 2) else 3 end; select 1; "
            "end",
            "create procedure p() begin repeat set @a = repeat('x', 3); until case 1 when 1 then 2 "
            "end end repeat; end",
            "create procedure p() begin while a do if b then iterate x; end if; end while; end",
            "create procedure p() l: loop select 1; end loop l",
            "create procedure p() begin for i in 1..3 do select i; end for; end",
            "create procedure p() begin declare continue handler for not found set done = 1; "
            "select "
            "1; end",
            "create procedure p() begin declare exit handler for sqlstate value '42S02', 1051, x "
            "begin rollback; end; select 1; end",
            "create procedure p() begin declare undo handler for sqlexception if a then select 1; "
            "end if; select 1; end",
            "create procedure p() begin select t.end, begin from t; insert into t (end) values "
            "(1); "
            "end",
            "create trigger t before update on x for each row follows `y` begin set new.a = 1; end",
            "create trigger t after delete on x for each row if old.a then set @a = 1; end if",
            "create event e on schedule every 1 day starts now() + interval 1 hour do begin select "
            "1; end",
            "alter event e do begin select 1; end",
            "begin not atomic declare x int; set x = 1; end",
            "if a then select 1; end if",
        }) {
        const std::string text = program;
        check({program, text + "; select 'next'", {text, "select 'next'"}});
        check({program, "delimiter $$\n" + text + "$$ select 'next'", {text, "select 'next'"}});
    }
}

BOOST_AUTO_TEST_CASE(takes_nothing_else_for_a_stored_program) {
    for (const char* const statement : {
             "begin",
             "begin work",
             "create procedure p() select if(a, 1, 2)",
             "create procedure p() set @a = case when b then 1 end",
             "create function f() returns int return if(a, repeat('x', 2), 3)",
             "create function f returns string soname 'f.so'",
             "create table if not exists t (a int)",
             "create trigger t before insert on x for each row set new.a = if(b, 1, 2)",
             "create event e on schedule every 1 day do delete from t where if(a, 1, 2)",
             "alter event e disable",
             "drop procedure if exists begin",
             "insert into t (begin, end) values (1, 2)",
             "replace into t select case when a then 1 end",
             "xa begin 'x'",
         })
        check(
            {statement, std::string(statement) + "; select 'next'", {statement, "select 'next'"}});
}

BOOST_AUTO_TEST_CASE(counts_lines) {
    const Script script =
        split_script("delimiter //\n\nselect 1//\n/*! select\n2 */ //\n", 10, mariadb);
    BOOST_TEST_REQUIRE(script.statements.size() == 2U);
    BOOST_TEST(script.statements[0].line == 12U);
    BOOST_TEST(script.statements[1].line == 13U);
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_and_where) {
    struct Wrong {
        const char* name;
        std::string script;
        std::uint32_t line;
        const char* words;
    };
    const Wrong cases[]{
        {"source", "select 1;\nsource other.sql\n", 2, "source is a command of the mysql client"},
        {"source in short", "\\. other.sql\n", 1, "\\. is a command of the mysql client"},
        {"vertical", "select 1;\nselect 2\\G\nselect 3;", 2, "\\G ends a statement"},
        {"go", "select 1\\g", 1, "\\g ends a statement"},
        {"clear", "select \\c", 1, "\\c is a command"},
        {"delimiter without one", "\ndelimiter \nselect 1", 2, "DELIMITER takes"},
        {"delimiter with a backslash", "delimiter \\\\\nselect 1", 1, "DELIMITER takes"},
        {"quote", "select\n'abc\\'", 2, "starts here with ' "},
        {"name", "select `abc", 1, "starts here with ` "},
        {"comment", "select 1; /* abc", 1, "starts here with /* "},
        {"executable comment", "select 1;\n/*!50000 select '*/", 2, "starts here with ' "},
        {"executable comment that goes on", "/*!50000 select '*/'", 1, "starts here with /*! "},
        {"block", "\ncreate procedure p() begin select 1;", 2,
         "BEGIN of this statement has no END"},
        {"inner block", "create procedure p() if a then loop select 1;", 1,
         "IF of this statement has no END"},
        {"NUL byte", std::string("select 1;\nselect \0;", 19), 2, "NUL"},
    };
    for (const Wrong& c : cases) {
        BOOST_TEST_CONTEXT(c.name) {
            const Script script = split_script(c.script, 1, mariadb);
            BOOST_TEST_REQUIRE(script.problems.size() == 1U);
            BOOST_TEST(script.problems[0].line == c.line);
            BOOST_TEST(script.problems[0].sentence.find(c.words) != std::string::npos,
                       script.problems[0].sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(knows_what_no_server_can_see_two_statements_in) {
    using varve::mysql::is_surely_one;
    for (const char* const text :
         {"", "SELECT \"a", "INSERT INTO t VALUES ('a; b')", "INSERT INTO t VALUES ('it''s;', 1)",
          "INSERT INTO t VALUES ('a;"})
        BOOST_TEST(is_surely_one(text), text);
    for (const char* const text :
         {"SELECT 1;", "INSERT INTO t VALUES ('a;'); DROP TABLE t", "INSERT INTO t VALUES (''; '')",
          R"(INSERT INTO t VALUES ('\'; '))", "INSERT INTO t VALUES (\"';'\")",
          "INSERT INTO `t'` VALUES (';')", "INSERT INTO t VALUES (1 # '\n, ';')",
          "INSERT INTO t VALUES (1 -- '\n, ';')", "INSERT INTO t VALUES (1 /*'*/, ';')",
          "INSERT INTO t VALUES ($$'$$, ';')", "INSERT INTO t VALUES ('\xbf;')"})
        BOOST_TEST(!is_surely_one(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
