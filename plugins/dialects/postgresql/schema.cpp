#include "schema.hpp"

#include "settled.hpp"

#include "varve/db/transaction.hpp"

#include <array>
#include <string_view>

namespace varve::postgresql {

namespace {

// Each has the columns kind, name, definition, table. `ours` is what belongs to no extension and is
// in a schema of the users; a privilege list is sorted, and what nobody granted is spelled out.
constexpr std::string_view with_ours = R"sql(
WITH spaces AS (
  SELECT oid, nspname, nspacl, nspowner FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), of_extensions AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relations AS (
  SELECT c.*, c.oid::regclass::text AS sql_name FROM pg_class c
  WHERE relnamespace IN (SELECT oid FROM spaces) AND relkind <> 't'
    AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
), tables AS (
  SELECT * FROM relations WHERE relkind IN ('r', 'p', 'f', 'm', 'v')
)
)sql";

constexpr std::string_view schemas_and_extensions = R"sql(
SELECT 'schema', quote_ident(nspname), (SELECT string_agg(a::text, ' ' ORDER BY a::text)
  FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) a), ''
FROM spaces
UNION ALL SELECT 'extension', quote_ident(extname), '', '' FROM pg_extension WHERE extname <> 'plpgsql')sql";

constexpr std::string_view relations = R"sql(
SELECT CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                    ELSE 'table' END, sql_name,
  concat_ws(' ', CASE relpersistence WHEN 'u' THEN 'unlogged' END, array_to_string(reloptions, ' '),
    CASE WHEN relrowsecurity THEN 'row level security' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
    CASE WHEN relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(oid) END, pg_get_expr(relpartbound, oid),
    (SELECT 'inherits ' || string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits
     WHERE inhrelid = t.oid),
    CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END),
  CASE WHEN relkind IN ('v', 'm') THEN '' ELSE sql_name END
FROM tables t
UNION ALL SELECT 'privileges', 'on ' || sql_name, string_agg(a::text, ' ' ORDER BY a::text), sql_name
FROM relations, unnest(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END,
                                                   relowner))) a
WHERE relkind IN ('r', 'p', 'f', 'm', 'v', 'S') GROUP BY sql_name
UNION ALL SELECT 'sequence', sql_name,
  concat_ws(' ', format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
    (SELECT 'of ' || refobjid::regclass::text || '.' || attname FROM pg_depend d
     JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.objid = seqrelid AND d.deptype IN ('a', 'i') LIMIT 1)),
  coalesce((SELECT refobjid::regclass::text FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
            AND d.objid = seqrelid AND d.deptype IN ('a', 'i') LIMIT 1), '')
FROM pg_sequence JOIN relations r ON r.oid = seqrelid)sql";

constexpr std::string_view columns = R"sql(
SELECT 'column', sql_name || '.' || quote_ident(attname),
  concat_ws(' ', format_type(atttypid, atttypmod),
    CASE WHEN attcollation <> 0 AND attcollation <> typcollation THEN 'collate ' || attcollation::regcollation::text END,
    CASE WHEN attnotnull THEN 'NOT NULL' END,
    CASE WHEN attidentity <> '' THEN 'identity ' || attidentity::text END,
    CASE WHEN attgenerated <> '' THEN 'generated' END,
    CASE WHEN adbin IS NOT NULL THEN 'DEFAULT ' || pg_get_expr(adbin, adrelid) END,
    (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(attacl) a)),
  sql_name
FROM relations r JOIN pg_attribute ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped
JOIN pg_type t ON t.oid = atttypid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind IN ('r', 'p', 'f', 'c'))sql";

constexpr std::string_view constraints_and_indexes = R"sql(
SELECT 'constraint', quote_ident(conname) || ' on ' || coalesce(sql_name, contypid::regtype::text),
  pg_get_constraintdef(c.oid), coalesce(sql_name, '')
FROM pg_constraint c LEFT JOIN relations r ON r.oid = conrelid
WHERE connamespace IN (SELECT oid FROM spaces) AND (sql_name IS NOT NULL OR contypid <> 0)
  AND contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL SELECT 'index', i.sql_name,
  pg_get_indexdef(i.oid) || CASE WHEN indisvalid THEN '' ELSE ' invalid' END ||
  CASE WHEN indisclustered THEN ' clustered' ELSE '' END, t.sql_name
FROM pg_index JOIN relations i ON i.oid = indexrelid JOIN relations t ON t.oid = indrelid
UNION ALL SELECT 'statistics', quote_ident(stxname), pg_get_statisticsobjdef(s.oid), sql_name
FROM pg_statistic_ext s JOIN relations r ON r.oid = stxrelid)sql";

constexpr std::string_view functions_and_types = R"sql(
SELECT CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
  p.oid::regprocedure::text,
  concat_ws(' ', CASE WHEN prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
    (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(coalesce(proacl, acldefault('f', proowner))) a)), ''
FROM pg_proc p WHERE pronamespace IN (SELECT oid FROM spaces)
  AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
UNION ALL SELECT 'type', t.oid::regtype::text,
  concat_ws(' ', CASE typtype WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range' ELSE 'composite' END,
    (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
    CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod) END, CASE WHEN typnotnull THEN 'NOT NULL' END,
    typdefault, (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid),
    (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(coalesce(typacl, acldefault('T', typowner))) a)), ''
FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
WHERE typnamespace IN (SELECT oid FROM spaces)
  AND (typtype IN ('d', 'e', 'r') OR (typtype = 'c' AND relkind = 'c'))
  AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid))sql";

constexpr std::string_view triggers_and_policies = R"sql(
SELECT 'trigger', quote_ident(tgname) || ' on ' || sql_name, pg_get_triggerdef(t.oid) ||
  CASE tgenabled WHEN 'O' THEN '' ELSE ' enabled: ' || tgenabled::text END, sql_name
FROM pg_trigger t JOIN relations r ON r.oid = tgrelid WHERE NOT tgisinternal
UNION ALL SELECT 'rule', quote_ident(rulename) || ' on ' || sql_name, pg_get_ruledef(w.oid), sql_name
FROM pg_rewrite w JOIN relations r ON r.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL SELECT 'policy', quote_ident(polname) || ' on ' || sql_name,
  concat_ws(' ', polpermissive, polcmd, (SELECT string_agg(coalesce(rolname, 'public'), ', ' ORDER BY rolname)
    FROM unnest(polroles) one LEFT JOIN pg_roles a ON a.oid = one),
    pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), sql_name
FROM pg_policy JOIN relations r ON r.oid = polrelid
UNION ALL SELECT 'event trigger', quote_ident(evtname),
  concat_ws(' ', evtevent, evtfoid::regproc, evtenabled, array_to_string(evttags, ', ')), '' FROM pg_event_trigger)sql";

constexpr std::string_view comments_and_defaults = R"sql(
SELECT 'comment', 'on ' || pg_describe_object(classoid, d.objoid, objsubid), description, coalesce(sql_name, '')
FROM pg_description d LEFT JOIN relations r ON classoid = 'pg_class'::regclass AND r.oid = d.objoid
WHERE sql_name IS NOT NULL
   OR (classoid = 'pg_namespace'::regclass AND d.objoid IN (SELECT oid FROM spaces))
   OR (classoid = 'pg_proc'::regclass AND d.objoid IN (SELECT oid FROM pg_proc WHERE pronamespace IN
                                                        (SELECT oid FROM spaces))
       AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = classoid AND e.objid = d.objoid))
   OR (classoid = 'pg_type'::regclass AND d.objoid IN (SELECT oid FROM pg_type WHERE typnamespace IN
                                                        (SELECT oid FROM spaces))
       AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = classoid AND e.objid = d.objoid))
   OR (classoid IN ('pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass))
UNION ALL SELECT 'default privileges', concat_ws(' ', defaclrole::regrole, defaclnamespace::regnamespace,
  defaclobjtype), (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(defaclacl) a), ''
FROM pg_default_acl)sql";

constexpr std::array queries{schemas_and_extensions,  relations,           columns,
                             constraints_and_indexes, functions_and_types, triggers_and_policies,
                             comments_and_defaults};

void add_objects(Connection& connection, std::string_view query,
                 std::vector<SchemaObject>& objects) {
    constexpr std::array kinds{Kind::text, Kind::text, Kind::text, Kind::text};
    const auto rows =
        connection.query({std::string(with_ours) + std::string(query)}, kinds, Fetch::all);
    std::array<Cell, 4> row;
    const auto text = [&](std::size_t i) {
        return row[i].is_null() ? std::string() : std::string(row[i].as_text());
    };
    while (rows->next(row)) {
        const std::string kind = text(0);
        const bool is_as_written = kind == "function" || kind == "comment";
        objects.push_back({kind, text(1), is_as_written ? text(2) : settled(text(2)), text(3)});
    }
}

// Of rows that the user may not see, or only in part, the number would tell nothing.
constexpr std::string_view countable_tables = R"sql(
SELECT 'table', sql_name, '', '' FROM tables
WHERE relkind = 'r' AND has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, 'SELECT')
  AND NOT row_security_active(oid))sql";

// Only what rows each table itself has.
void add_row_counts(Connection& connection, std::vector<SchemaObject>& objects) {
    std::vector<SchemaObject> found;
    add_objects(connection, countable_tables, found);
    std::vector<std::string> tables;
    for (const SchemaObject& table : found) tables.push_back(table.name);
    for (const std::string& table : tables) {
        const auto row = connection.query_row({"SELECT count(*) FROM ONLY " + table});
        objects.push_back({"rows", table, row.front().to_string(), table});
    }
}

} // namespace

std::vector<SchemaObject> describe(Connection& connection) {
    // Expressions and names are shown as the session would write them.
    Transaction transaction(connection, {.isolation = Isolation::repeatable_read});
    connection.execute("SET LOCAL search_path = public");
    std::vector<SchemaObject> objects;
    for (const std::string_view query : queries) add_objects(connection, query, objects);
    add_row_counts(connection, objects);
    transaction.commit();
    return objects;
}

} // namespace varve::postgresql
