#include "schema.hpp"

#include "catalog.hpp"
#include "dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace varve::mysql {

namespace {

// Each query has the columns kind, name, table, definition and position: a row whose position is
// not 0 goes on with the definition of the row before. Braces are filled in by Catalog.
constexpr std::string_view tables = R"sql(
SELECT 'table', table_name, table_name,
  CONCAT_WS(' ', NULLIF(table_type, 'BASE TABLE'), CONCAT('ENGINE=', engine), CONCAT('ROW_FORMAT=', row_format),
    CONCAT('COLLATE=', table_collation), NULLIF(create_options, ''),
    CONCAT('COMMENT=', NULLIF(QUOTE(table_comment), ''''''))), 0
FROM information_schema.tables
WHERE table_schema = {database} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
UNION ALL SELECT 'default', 'collation', '', default_collation_name, 0
FROM information_schema.schemata WHERE schema_name = {database})sql";

constexpr std::string_view columns = R"sql(
SELECT 'column', column_name, table_name,
  CONCAT_WS(' ', column_type, CONCAT('COLLATE ', NULLIF(collation_name, table_collation)),
    IF(is_nullable = 'NO', 'NOT NULL', NULL), CONCAT('DEFAULT ', column_default), NULLIF(extra, ''),
    CONCAT('AS (', NULLIF({columns.generation_expression}, ''), ')'),
    CONCAT('COMMENT ', NULLIF(QUOTE(column_comment), ''''''))), 0
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE columns.table_schema = {database} AND tables.table_schema = {database}
  AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED'))sql";

constexpr std::string_view indexes = R"sql(
SELECT 'index', index_name, table_name,
  CONCAT_WS(' ', IF(seq_in_index = 1, CONCAT_WS(' ', IF(non_unique, NULL, 'UNIQUE'), index_type, NULLIF(comment, ''),
      IF({statistics.ignored} = 'YES', 'IGNORED', NULL), IF({statistics.is_visible} = 'NO', 'INVISIBLE', NULL),
      CONCAT('COMMENT ', NULLIF(QUOTE(index_comment), ''''''))), NULL),
    CONCAT(COALESCE(column_name, CONCAT('(', {statistics.expression}, ')')),
      IF(sub_part IS NULL, '', CONCAT('(', sub_part, ')'))), IF(collation = 'D', 'DESC', NULL)), seq_in_index - 1
FROM information_schema.statistics WHERE table_schema = {database})sql";

constexpr std::string_view foreign_keys = R"sql(
SELECT 'foreign key', k.constraint_name, k.table_name,
  CONCAT_WS(' ', IF(ordinal_position = 1, CONCAT('ON UPDATE ', update_rule, ' ON DELETE ', delete_rule, ':'), NULL),
    CONCAT('(', k.column_name, ')'), 'REFERENCES',
    CONCAT_WS('.', NULLIF(k.referenced_table_schema, {database}), k.referenced_table_name),
    CONCAT('(', k.referenced_column_name, ')')), ordinal_position - 1
FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
  ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
  AND r.table_name = k.table_name
WHERE k.table_schema = {database} AND k.constraint_schema = {database} AND r.constraint_schema = {database})sql";

// The names are unique in a table on MariaDB, and in a database on MySQL.
constexpr std::string_view checks = R"sql(
SELECT 'check', check_constraints.constraint_name, table_constraints.table_name,
  CONCAT_WS(' ', check_clause, IF({table_constraints.enforced} = 'NO', 'NOT ENFORCED', NULL)), 0
FROM information_schema.check_constraints JOIN information_schema.table_constraints
  ON check_constraints.constraint_schema = table_constraints.constraint_schema
  AND check_constraints.constraint_name = table_constraints.constraint_name
  AND table_constraints.table_name = COALESCE({check_constraints.table_name}, table_constraints.table_name)
WHERE constraint_type = 'CHECK' AND check_constraints.constraint_schema = {database}
  AND table_constraints.constraint_schema = {database})sql";

constexpr std::string_view partitions = R"sql(
SELECT 'partition', CONCAT_WS(' ', partition_name, subpartition_name), table_name,
  CONCAT_WS(' ', partition_method, CONCAT('(', partition_expression, ')'), partition_description,
    subpartition_method, CONCAT('(', subpartition_expression, ')'),
    CONCAT('COMMENT ', NULLIF(QUOTE(partition_comment), ''''''))), 0
FROM information_schema.partitions WHERE table_schema = {database} AND partition_name IS NOT NULL)sql";

constexpr std::string_view views = R"sql(
SELECT 'view', table_name, '',
  CONCAT_WS(' ', CONCAT('ALGORITHM=', NULLIF({views.algorithm}, 'UNDEFINED')), CONCAT('DEFINER=', definer),
    CONCAT('SQL SECURITY ', security_type), 'AS', REPLACE(view_definition, CONCAT('`', REPLACE({database}, '`', '``'), '`.'), ''),
    CONCAT('WITH ', NULLIF(check_option, 'NONE'), ' CHECK OPTION')), 0
FROM information_schema.views WHERE table_schema = {database})sql";

// The text of a program comes last: it may end with a comment.
constexpr std::string_view routines = R"sql(
SELECT LOWER(routine_type), routine_name, '',
  CONCAT_WS(' ', CONCAT('DEFINER=', definer), CONCAT('SQL SECURITY ', security_type),
    IF(is_deterministic = 'YES', 'DETERMINISTIC', NULL), sql_data_access, CONCAT('sql_mode=', QUOTE(sql_mode)),
    CONCAT('COMMENT ', NULLIF(QUOTE(routine_comment), '''''''')), routine_definition), 0
FROM information_schema.routines WHERE routine_schema = {database}
UNION ALL SELECT LOWER(routine_type), specific_name, '',
  CONCAT_WS(' ', COALESCE(parameter_mode, 'RETURNS'), parameter_name, dtd_identifier,
    CONCAT('COLLATE ', collation_name)), ordinal_position + 1
FROM information_schema.parameters WHERE specific_schema = {database})sql";

// When an event is due may have been reckoned from the time at which it was made, so that does not
// count.
constexpr std::string_view triggers_and_events = R"sql(
SELECT 'trigger', trigger_name, event_object_table,
  CONCAT_WS(' ', CONCAT('DEFINER=', definer), CONCAT('sql_mode=', QUOTE(sql_mode)), action_timing,
    event_manipulation, IF(action_order > 1, CONCAT('number ', action_order), NULL), action_statement), 0
FROM information_schema.triggers WHERE trigger_schema = {database}
UNION ALL SELECT 'event', event_name, '',
  CONCAT_WS(' ', CONCAT('DEFINER=', definer), CONCAT('sql_mode=', QUOTE(sql_mode)),
    CONCAT('COMMENT ', NULLIF(QUOTE(event_comment), '''''''')), event_type, interval_value, interval_field,
    status, on_completion, time_zone, event_definition), 0
FROM information_schema.events WHERE event_schema = {database})sql";

constexpr std::string_view privileges = R"sql(
SELECT 'privilege', CONCAT(privilege_type, ' of ', grantee), table_name,
  IF(is_grantable = 'YES', 'WITH GRANT OPTION', ''), 0
FROM information_schema.table_privileges WHERE table_schema = {database}
UNION ALL SELECT 'privilege', CONCAT(privilege_type, ' (', column_name, ') of ', grantee), table_name,
  IF(is_grantable = 'YES', 'WITH GRANT OPTION', ''), 0
FROM information_schema.column_privileges WHERE table_schema = {database})sql";

bool is_plain(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '$';
    });
}

std::string shown(const std::string& name) {
    return is_plain(name) ? name : quoted_identifier(name);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What nobody named has a number that depends on what else there is, and was.
bool is_invented(const SchemaObject& object) {
    const std::string_view name = object.name;
    if (object.kind != "foreign key" && object.kind != "check") return false;
    for (const std::string& start :
         {object.table + "_ibfk_", object.table + "_chk_", std::string("CONSTRAINT_")})
        if (name.starts_with(start) && is_number(name.substr(start.size()))) return true;
    return false;
}

// Names of tables and databases apart, they are unique in their table.
void name_fully(SchemaObject& object) {
    if (is_invented(object))
        object.name = '(' + std::exchange(object.definition, {}) + ')';
    else if (object.kind != "privilege")
        object.name = shown(object.name);
    if (object.table.empty()) return;
    const bool is_table = object.kind == "table" || object.kind == "rows";
    object.table = shown(object.table);
    if (object.kind == "column")
        object.name = object.table + '.' + object.name;
    else if (!is_table)
        object.name += " on " + object.table;
}

/// Collects what the queries tell.
class Describer {
public:
    explicit Describer(Connection& connection) : connection_(connection), catalog_(connection) {}

    std::vector<SchemaObject> describe() {
        for (const std::string_view query : {tables, columns, indexes, foreign_keys, partitions,
                                             views, routines, triggers_and_events, privileges})
            add(catalog_.filled_in(query));
        if (catalog_.tells("check_constraints.check_clause")) add(catalog_.filled_in(checks));
        if (const std::string query = query_of_contents(); !query.empty()) add(query);
        std::ranges::for_each(objects_, name_fully);
        return std::move(objects_);
    }

private:
    // A program's text is kept as it was written, white space and all.
    std::string plain(const SchemaObject& object) const {
        constexpr std::array programs{"procedure", "function", "trigger", "event"};
        return std::ranges::find(programs, object.kind) == programs.end()
                   ? object.definition
                   : connection_.dialect().canonical(object.definition);
    }

    void add(const std::string& query) {
        constexpr std::array kinds{Kind::text, Kind::text, Kind::text, Kind::text, Kind::integer};
        const auto rows = connection_.query({query + " ORDER BY 1, 3, 2, 5"}, kinds, Fetch::all);
        std::array<Cell, kinds.size()> row;
        const auto text = [&](std::size_t i) {
            return row[i].is_null() ? std::string() : std::string(row[i].as_text());
        };
        while (rows->next(row)) {
            SchemaObject object{text(0), text(1), text(3), text(2)};
            if (row[4].as_integer() > 0 && !objects_.empty()) {
                objects_.back().definition += ", " + object.definition;
            } else {
                object.definition = plain(object);
                objects_.push_back(std::move(object));
            }
        }
    }

    // What is in tables, and sequences, which are kept as tables.
    std::string query_of_contents() {
        const auto rows = connection_.query(
            {"SELECT table_name, table_type = 'SEQUENCE' FROM information_schema.tables WHERE "
             "table_schema = " +
             string_literal(connection_.name_space()) +
             " AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')"},
            std::array{Kind::text, Kind::integer}, Fetch::all);
        std::string query;
        std::array<Cell, 2> row;
        while (rows->next(row)) {
            const std::string table(row[0].as_text());
            const std::string name = string_literal(table);
            query += (query.empty() ? "SELECT " : " UNION ALL SELECT ");
            query += row[1].as_integer() == 0
                         ? "'rows', " + name + ", " + name + ", CAST(COUNT(*) AS CHAR), 0"
                         : "'sequence', " + name +
                               ", '', CONCAT_WS(' ', start_value, increment, minimum_value, "
                               "maximum_value, cache_size, cycle_option), 0";
            query += " FROM " + quoted_identifier(table);
        }
        return query;
    }

    Connection& connection_;
    Catalog catalog_;
    std::vector<SchemaObject> objects_;
};

} // namespace

std::vector<SchemaObject> describe(Connection& connection) {
    return Describer(connection).describe();
}

} // namespace varve::mysql
