#include "support/database.hpp"
#include "support/mysql.hpp"
#include "support/postgresql.hpp"
#include "support/program.hpp"
#include "support/server.hpp"

#include "plugins/dialects/postgresql/spelling.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

using namespace varve::test;

namespace {

std::string test_schema(const std::string& database) {
    return read_file(std::filesystem::path(VARVE_SOURCE_DIR) / "tests/integration/schema" /
                     (database + ".sql"));
}

std::string sorted_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
    std::ranges::sort(lines);
    std::string sorted;
    for (const std::string& line : lines) sorted += line + '\n';
    return sorted;
}

std::string dump(const std::string& url) {
    Project project;
    project.url = url;
    const Outcome outcome = project.varve({"schema", "dump"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.error.empty(), outcome.error);
    return outcome.output;
}

// How many of each kind the test's own schema has, so that it stays worth its name.
constexpr const char* kinds = R"sql(
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
SELECT kind, count(*) FROM (
  SELECT 'relation ' || relkind::text, c.oid, 'pg_class'::regclass FROM pg_class c WHERE relnamespace IN (SELECT oid FROM ours)
  UNION ALL SELECT 'type ' || typtype::text, oid, 'pg_type'::regclass FROM pg_type
    WHERE typnamespace IN (SELECT oid FROM ours) AND typtype IN ('d', 'e', 'r')
  UNION ALL SELECT 'constraint ' || contype::text, oid, 'pg_constraint'::regclass FROM pg_constraint
    WHERE connamespace IN (SELECT oid FROM ours)
  UNION ALL SELECT 'routine ' || prokind::text, oid, 'pg_proc'::regclass FROM pg_proc
    WHERE pronamespace IN (SELECT oid FROM ours) AND prokind <> 'w'
  UNION ALL SELECT 'trigger', oid, 'pg_trigger'::regclass FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'policy', oid, 'pg_policy'::regclass FROM pg_policy
  UNION ALL SELECT 'rule', oid, 'pg_rewrite'::regclass FROM pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384
  UNION ALL SELECT 'statistics', oid, 'pg_statistic_ext'::regclass FROM pg_statistic_ext
  UNION ALL SELECT 'collation', oid, 'pg_collation'::regclass FROM pg_collation WHERE oid >= 16384
  UNION ALL SELECT 'event trigger', oid, 'pg_event_trigger'::regclass FROM pg_event_trigger
  UNION ALL SELECT 'publication', oid, 'pg_publication'::regclass FROM pg_publication
  UNION ALL SELECT 'extension', oid, 'pg_extension'::regclass FROM pg_extension WHERE extname <> 'plpgsql'
  UNION ALL SELECT 'schema', oid, 'pg_namespace'::regclass FROM ours
  UNION ALL SELECT 'partition', oid, 'pg_class'::regclass FROM pg_class WHERE relispartition AND relkind <> 'I' AND relkind <> 'i'
  UNION ALL SELECT 'child', inhrelid, 'pg_class'::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE NOT relispartition
  UNION ALL SELECT 'generated column', attrelid, 'pg_class'::regclass FROM pg_attribute WHERE attgenerated = 's'
  UNION ALL SELECT 'identity column', attrelid, 'pg_class'::regclass FROM pg_attribute WHERE attidentity <> ''
) x (kind, id, catalog)
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = catalog AND e.objid = id AND e.deptype = 'e')
GROUP BY kind ORDER BY kind)sql";

constexpr const char* kinds_of_sqlite = R"sql(
WITH tables AS (SELECT t.name, t.type, t.wr, t.strict, s.sql FROM pragma_table_list t JOIN sqlite_schema s ON s.name = t.name
  AND s.type = 'table' WHERE t.schema = 'main' AND t.type <> 'shadow' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'),
columns AS (SELECT t.name AS owner, c.* FROM tables t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'),
indexes AS (SELECT t.name AS owner, i.* FROM tables t, pragma_index_list(t.name) i),
terms AS (SELECT i.name AS owner, x.* FROM indexes i, pragma_index_xinfo(i.name) x WHERE x.key),
found AS (
  SELECT type || ' ' AS kind, name FROM tables
  UNION ALL SELECT 'without rowid', name FROM tables WHERE wr
  UNION ALL SELECT 'strict', name FROM tables WHERE strict
  UNION ALL SELECT 'autoincrement', name FROM tables WHERE sql LIKE '%AUTOINCREMENT%'
  UNION ALL SELECT 'check', name FROM tables WHERE sql LIKE '%CHECK%'
  UNION ALL SELECT 'on conflict', name FROM tables WHERE sql LIKE '%ON CONFLICT%'
  UNION ALL SELECT 'column', name FROM columns
  UNION ALL SELECT 'generated ' || hidden, name FROM columns WHERE hidden IN (2, 3)
  UNION ALL SELECT 'not null', name FROM columns WHERE "notnull"
  UNION ALL SELECT 'default', name FROM columns WHERE dflt_value IS NOT NULL
  UNION ALL SELECT 'primary key', name FROM columns WHERE pk = 1
  UNION ALL SELECT 'index ' || origin, name FROM indexes
  UNION ALL SELECT 'unique index', name FROM indexes WHERE origin = 'c' AND "unique"
  UNION ALL SELECT 'partial index', name FROM indexes WHERE partial
  UNION ALL SELECT 'expression of an index', cid FROM terms WHERE cid = -2
  UNION ALL SELECT 'descending term', name FROM terms WHERE "desc"
  UNION ALL SELECT 'collation of a term', name FROM terms WHERE coll <> 'BINARY'
  UNION ALL SELECT 'on delete ' || on_delete, f.id FROM tables t, pragma_foreign_key_list(t.name) f
  UNION ALL SELECT 'view', name FROM sqlite_schema WHERE type = 'view'
  UNION ALL SELECT 'before trigger', name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '% BEFORE %'
  UNION ALL SELECT 'after trigger', name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '% AFTER %'
  UNION ALL SELECT 'trigger of a view', name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%INSTEAD OF%')
SELECT kind, count(*) FROM found GROUP BY kind HAVING count(*) < 5)sql";

constexpr const char* kinds_of_mariadb = R"sql(
SELECT kind, count(*) FROM (
  SELECT concat('table of ', engine) AS kind FROM information_schema.tables
    WHERE table_schema = database() AND engine <> 'Aria' AND engine <> 'MyISAM'
  UNION ALL SELECT table_type FROM information_schema.tables WHERE table_schema = database()
  UNION ALL SELECT concat('column ', data_type) FROM information_schema.columns WHERE table_schema = database()
    AND table_name NOT IN (SELECT table_name FROM information_schema.views WHERE table_schema = database())
  UNION ALL SELECT concat('extra ', extra) FROM information_schema.columns
    WHERE table_schema = database() AND extra <> '' AND extra NOT LIKE 'on update%'
  UNION ALL SELECT 'default' FROM information_schema.columns
    WHERE table_schema = database() AND column_default <> 'NULL'
  UNION ALL SELECT concat('index ', index_type, if(non_unique, '', ' unique'), if(sub_part IS NULL, '', ' of a start'),
      if(collation = 'D', ' down', ''), if(ignored = 'YES', ' ignored', ''))
    FROM information_schema.statistics WHERE table_schema = database() AND seq_in_index = 1
  UNION ALL SELECT constraint_type FROM information_schema.table_constraints WHERE table_schema = database()
  UNION ALL SELECT concat('check of a ', level) FROM information_schema.check_constraints
    WHERE constraint_schema = database()
  UNION ALL SELECT concat('partition by ', partition_method) FROM information_schema.partitions
    WHERE table_schema = database() AND partition_method IS NOT NULL
  UNION ALL SELECT concat('trigger ', action_timing) FROM information_schema.triggers
    WHERE trigger_schema = database()
  UNION ALL SELECT routine_type FROM information_schema.routines WHERE routine_schema = database()
  UNION ALL SELECT concat('event ', event_type) FROM information_schema.events WHERE event_schema = database()
  UNION ALL SELECT concat('view ', check_option, ' ', security_type, ' ', algorithm) FROM information_schema.views
    WHERE table_schema = database()) found
GROUP BY kind ORDER BY kind)sql";

// What the server itself knows, in no order that somebody chose; less the name of the database,
// which a default by a sequence has in it.
std::string facts_of_mariadb(const Database& database) {
    struct Facts {
        const char *columns, *of; ///< a view of information_schema, and its column for the database
    };
    constexpr Facts all[]{
        {"table_name, table_type, engine, row_format, table_collation, create_options, "
         "table_comment",
         "tables WHERE table_schema"},
        {"table_name, column_name, ordinal_position, column_default, is_nullable, column_type, "
         "collation_name, extra, column_comment, generation_expression",
         "columns WHERE table_schema"},
        {"table_name, index_name, seq_in_index, non_unique, column_name, collation, sub_part, "
         "index_type, index_comment, ignored",
         "statistics WHERE table_schema"},
        {"table_name, constraint_name, replace(update_rule, 'NO ACTION', 'RESTRICT'), "
         "replace(delete_rule, 'NO ACTION', 'RESTRICT'), referenced_table_name", // the same to it
         "referential_constraints WHERE constraint_schema"},
        {"table_name, constraint_name, level, check_clause",
         "check_constraints WHERE constraint_schema"},
        {"table_name, partition_name, subpartition_name, partition_method, "
         "subpartition_expression, partition_expression, partition_description",
         "partitions WHERE table_schema"},
        {"table_name, view_definition, check_option, security_type, algorithm",
         "views WHERE table_schema"},
        {"trigger_name, event_manipulation, event_object_table, action_order, action_timing, "
         "action_statement",
         "triggers WHERE trigger_schema"},
        {"routine_type, routine_name, dtd_identifier, routine_definition, is_deterministic, "
         "sql_data_access, security_type, routine_comment",
         "routines WHERE routine_schema"},
        {"specific_name, ordinal_position, parameter_mode, parameter_name, dtd_identifier",
         "parameters WHERE specific_schema"},
        {"event_name, event_definition, execute_at, interval_value, interval_field, starts, ends, "
         "status, on_completion, event_comment",
         "events WHERE event_schema"}};
    std::string text;
    for (const auto& [columns, of] : all)
        text += database.rows(std::string("SELECT ") + columns + " FROM information_schema." + of +
                              " = database() ORDER BY 1, 2, 3, 4");
    const std::string home = '`' + database.name() + "`.";
    for (std::size_t at = 0; (at = text.find(home, at)) != std::string::npos;)
        text.erase(at, home.size());
    return text;
}

std::unique_ptr<Database> mariadb_database() {
    return mysql_database(server_url("VARVE_TEST_MARIADB"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(schema, *boost::unit_test::precondition(postgresql_is_there))

BOOST_AUTO_TEST_CASE(what_was_dumped_makes_the_same_database_and_dumps_to_the_same_bytes) {
    const auto original = postgresql_database(), copy = postgresql_database();
    original->execute(test_schema("postgresql"));
    const std::string first = dump(original->url());
    copy->execute(first);
    const std::string second = dump(copy->url());
    BOOST_TEST(first == second);
    BOOST_TEST(sorted_lines(original->schema()) == sorted_lines(copy->schema()));
    BOOST_TEST(dump(original->url()) == first);
}

// The copy is what the server's own dump makes of it: that differs from the original too.
BOOST_AUTO_TEST_CASE(what_the_server_writes_in_another_way_the_second_time_is_dumped_that_way) {
    const auto original = postgresql_database(), copy = postgresql_database(),
               restored = postgresql_database();
    original->execute(test_schema("postgresql_noise"));
    const std::string first = dump(original->url());
    copy->execute(first);
    BOOST_TEST(dump(copy->url()) == first);
    restored->execute(original->schema());
    BOOST_TEST(sorted_lines(restored->schema()) == sorted_lines(copy->schema()));
    BOOST_TEST(sorted_lines(restored->schema()) != sorted_lines(original->schema()));

    Project project;
    project.url = original->url();
    const Outcome outcome = project.varve({"schema", "diff", original->url(), copy->url()});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.output == "the schemas are alike\n");
}

BOOST_AUTO_TEST_CASE(the_schema_that_is_tried_has_five_of_every_kind) {
    const PostgresqlDatabase database;
    database.execute(test_schema("postgresql"));
    std::size_t objects = 0;
    for (const std::vector<std::string>& row : database.rows(kinds)) {
        const std::size_t count = std::stoul(row[1]);
        objects += count;
        BOOST_TEST(count >= 5U, row[0] << ": " << row[1]);
    }
    BOOST_TEST(objects >= 300U);
    BOOST_TEST_MESSAGE(objects << " objects");
}

BOOST_AUTO_TEST_CASE(a_dump_is_a_script_that_varve_runs) {
    const auto original = postgresql_database(), copy = postgresql_database();
    original->execute(test_schema("postgresql"));
    const std::string text = dump(original->url());
    Project project;
    project.url = copy->url();
    project.migration("20260101000000_all", "-- varve:up\n" + text);
    require_exit(project.varve({"run"}), 0);
    BOOST_TEST(dump(copy->url()) == text); // and none of varve's own tables
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_named) {
    const auto database = postgresql_database();
    database->execute("CREATE FUNCTION f(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE "
                      "AS 'SELECT true'; CREATE OPERATOR === (FUNCTION = f, LEFTARG = integer, "
                      "RIGHTARG = integer); CREATE TABLE t (x int)");
    Project project;
    project.url = database->url();
    const Outcome outcome = project.varve({"schema", "dump"});
    require_exit(outcome, 0);
    BOOST_TEST(outcome.error.find("left out, for varve cannot write it down: operator "
                                  "public.===(integer,integer)") != std::string::npos,
               outcome.error);
    BOOST_TEST(outcome.output.find("CREATE TABLE public.t") != std::string::npos);
    const Outcome json = project.varve({"schema", "dump", "--json"});
    BOOST_TEST(says(json, "\"left_out\": ["));
    BOOST_TEST(says(json, "operator public.==="));
}

BOOST_AUTO_TEST_CASE(every_keyword_of_the_server_is_quoted) {
    const PostgresqlDatabase database;
    for (const auto& row : database.rows(
             "SELECT word, quote_ident(word) FROM pg_get_keywords() WHERE catcode <> 'U'"))
        BOOST_TEST(varve::postgresql::spelled(row[0]) == row[1]);
}

BOOST_AUTO_TEST_CASE(the_schema_of_sqlite_that_is_tried_has_five_of_every_kind) {
    const auto database = sqlite_database();
    database->execute(test_schema("sqlite"));
    BOOST_TEST(database->rows(kinds_of_sqlite) == "");
    BOOST_TEST(std::stoul(database->rows("SELECT count(*) FROM sqlite_schema")) >= 300U);
}

BOOST_AUTO_TEST_CASE(a_dump_of_sqlite_makes_the_same_database_too) {
    const auto original = sqlite_database(), copy = sqlite_database();
    original->execute(test_schema("sqlite"));
    const std::string first = dump(original->url());
    copy->execute(first);
    BOOST_TEST(dump(copy->url()) == first);
    // What SQLite itself knows of both, however their statements are written.
    const auto facts = [](const Database& database) {
        return database.rows(
                   "SELECT t.name, t.type, t.wr, t.strict, c.name, c.type, c.\"notnull\", "
                   "c.dflt_value, c.pk, c.hidden FROM pragma_table_list t, "
                   "pragma_table_xinfo(t.name) "
                   "c WHERE t.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid") +
               database.rows(
                   "SELECT t.name, f.\"table\", f.\"from\", f.\"to\", f.on_update, "
                   "f.on_delete FROM pragma_table_list t, pragma_foreign_key_list(t.name) f "
                   "ORDER BY 1, 2, 3") +
               database.rows(
                   "SELECT t.name, i.\"unique\", i.origin, i.partial, x.seqno, x.name, "
                   "x.\"desc\", x.coll FROM pragma_table_list t, pragma_index_list(t.name) "
                   "i, pragma_index_xinfo(i.name) x WHERE t.name NOT LIKE 'sqlite_%' "
                   "ORDER BY 1, i.origin, x.name, x.seqno, 7, 8, 2, 4") +
               database.rows(
                   "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1") +
               database.rows(
                   "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1");
    };
    BOOST_TEST(facts(*original) == facts(*copy));
    BOOST_TEST(facts(*original).size() > 1000U);
}

BOOST_AUTO_TEST_CASE(a_dump_of_mariadb_makes_the_same_database_too,
                     *boost::unit_test::precondition(mariadb_alone_is_there)) {
    const auto original = mariadb_database(), copy = mariadb_database();
    original->execute(test_schema("mariadb"));
    const std::string first = dump(original->url());
    copy->execute(first);
    BOOST_TEST(dump(copy->url()) == first);
    BOOST_TEST(facts_of_mariadb(*copy) == facts_of_mariadb(*original));
    BOOST_TEST(facts_of_mariadb(*original).size() > 1000U);

    std::size_t objects = 0;
    std::istringstream kinds(original->rows(kinds_of_mariadb));
    for (std::string kind; std::getline(kinds, kind);) {
        const std::size_t count = std::stoul(kind.substr(kind.rfind('|') + 1));
        BOOST_TEST(count >= 5U, kind);
        if (!kind.starts_with("column") && !kind.starts_with("default")) objects += count;
    }
    BOOST_TEST(objects >= 300U);
}

BOOST_AUTO_TEST_SUITE_END()
