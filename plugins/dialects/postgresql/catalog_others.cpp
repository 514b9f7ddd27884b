#include "catalog_reader.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace varve::postgresql {

namespace {

// Each has the columns catalog, oid, kind, namespace, name, namespace and name of its table, and up
// to three statements: what makes it, what sets it, its comment. `named` is a thing as SQL names
// it.
std::string collations(int version) {
    const std::string_view icu = version >= 170000   ? "k.colllocale"
                                 : version >= 150000 ? "k.colliculocale"
                                                     : "k.collcollate";
    const std::string_view rules = version >= 160000 ? "k.collicurules" : "NULL";
    return std::string(R"sql(
SELECT 'pg_collation', k.oid, 'COLLATION', n.nspname, k.collname, NULL, NULL,
  'CREATE COLLATION ' || named || ' (' || concat_ws(', ',
    'provider = ' || CASE k.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
    'locale = ' || quote_literal(CASE WHEN k.collprovider <> 'c' THEN )sql") +
           std::string(icu) + R"sql( WHEN k.collcollate = k.collctype THEN k.collcollate END),
    CASE WHEN k.collprovider = 'c' AND k.collcollate <> k.collctype
      THEN 'lc_collate = ' || quote_literal(k.collcollate) || ', lc_ctype = ' || quote_literal(k.collctype) END,
    CASE WHEN NOT k.collisdeterministic THEN 'deterministic = false' END,
    'rules = ' || quote_literal()sql" +
           std::string(rules) +
           R"sql()) || ')', NULL, 'COMMENT ON COLLATION ' || named || ' IS ' || quote_literal(d.description)
FROM pg_collation k JOIN pg_namespace n ON n.oid = k.collnamespace
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(k.collname) AS named) l
LEFT JOIN pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_collation'::regclass
WHERE k.oid >= 16384)sql";
}

constexpr std::string_view ranges = R"sql(
SELECT 'pg_type', t.oid, 'TYPE', n.nspname, t.typname, NULL, NULL, 'CREATE TYPE ' || named || ' AS RANGE (' || concat_ws(', ',
    'subtype = ' || format_type(r.rngsubtype, NULL),
    CASE WHEN NOT o.opcdefault THEN 'subtype_opclass = ' || quote_ident(on_.nspname) || '.' || quote_ident(o.opcname) END,
    'collation = ' || CASE WHEN r.rngcollation <> s.typcollation THEN NULLIF(r.rngcollation, 0)::regcollation::text END,
    'subtype_diff = ' || NULLIF(r.rngsubdiff::oid, 0)::regproc::text,
    'multirange_type_name = ' || (SELECT quote_ident(mn.nspname) || '.' || quote_ident(m.typname) FROM pg_type m
      JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid)) || ')',
  NULL, 'COMMENT ON TYPE ' || named || ' IS ' || quote_literal(d.description)
FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_namespace on_ ON on_.oid = o.opcnamespace
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS named) l
LEFT JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass
WHERE t.oid >= 16384 AND r.rngcanonical = 0)sql";

constexpr std::string_view aggregates = R"sql(
SELECT 'pg_proc', p.oid, 'AGGREGATE', n.nspname, p.proname || '(' || arguments || ')', NULL, NULL,
  'CREATE AGGREGATE ' || named || ' (' || concat_ws(', ', 'SFUNC = ' || a.aggtransfn,
    'STYPE = ' || format_type(a.aggtranstype, NULL), 'SSPACE = ' || NULLIF(a.aggtransspace, 0),
    'FINALFUNC = ' || NULLIF(a.aggfinalfn::oid, 0)::regproc, CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
    'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalmodify <> standard THEN CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY'
      WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'COMBINEFUNC = ' || NULLIF(a.aggcombinefn::oid, 0)::regproc, 'SERIALFUNC = ' || NULLIF(a.aggserialfn::oid, 0)::regproc,
    'DESERIALFUNC = ' || NULLIF(a.aggdeserialfn::oid, 0)::regproc, 'INITCOND = ' || quote_literal(a.agginitval),
    'MSFUNC = ' || NULLIF(a.aggmtransfn::oid, 0)::regproc, 'MINVFUNC = ' || NULLIF(a.aggminvtransfn::oid, 0)::regproc,
    'MSTYPE = ' || format_type(NULLIF(a.aggmtranstype, 0), NULL), 'MSSPACE = ' || NULLIF(a.aggmtransspace, 0),
    'MFINALFUNC = ' || NULLIF(a.aggmfinalfn::oid, 0)::regproc, CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    'MFINALFUNC_MODIFY = ' || CASE WHEN a.aggmfinalmodify <> standard THEN CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY'
      WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
    'MINITCOND = ' || quote_literal(a.aggminitval),
    'SORTOP = OPERATOR(' || (SELECT quote_ident(sn.nspname) || '.' || s.oprname FROM pg_operator s
      JOIN pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = a.aggsortop) || ')',
    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
    CASE a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END) || ')',
  NULL, 'COMMENT ON AGGREGATE ' || named || ' IS ' || quote_literal(d.description)
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (SELECT pg_get_function_identity_arguments(p.oid) AS arguments) ar
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' ||
  CASE arguments WHEN '' THEN '*' ELSE arguments END || ')' AS named,
  CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END::"char" AS standard) l
LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
WHERE p.oid >= 16384)sql";

constexpr std::string_view of_relations = R"sql(
SELECT 'pg_statistic_ext', s.oid, 'STATISTICS', n.nspname, s.stxname, cn.nspname, c.relname, pg_get_statisticsobjdef(s.oid),
  'ALTER STATISTICS ' || named || ' SET STATISTICS ' || CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END,
  'COMMENT ON STATISTICS ' || named || ' IS ' || quote_literal(d.description)
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace JOIN pg_class c ON c.oid = s.stxrelid
JOIN pg_namespace cn ON cn.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname) AS named) l
LEFT JOIN pg_description d ON d.objoid = s.oid AND d.classoid = 'pg_statistic_ext'::regclass
WHERE s.oid >= 16384
UNION ALL
SELECT 'pg_rewrite', w.oid, 'RULE', n.nspname, w.rulename, n.nspname, c.relname, pg_get_ruledef(w.oid),
  'ALTER TABLE ' || c.oid::regclass || CASE w.ev_enabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA'
    WHEN 'A' THEN ' ENABLE ALWAYS' END || ' RULE ' || quote_ident(w.rulename),
  'COMMENT ON RULE ' || quote_ident(w.rulename) || ' ON ' || c.oid::regclass || ' IS ' || quote_literal(d.description)
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.objoid = w.oid AND d.classoid = 'pg_rewrite'::regclass
WHERE w.oid >= 16384 AND w.rulename <> '_RETURN')sql";

constexpr std::string_view event_triggers = R"sql(
SELECT 'pg_event_trigger', e.oid, 'EVENT TRIGGER', '', e.evtname, NULL, NULL,
  'CREATE EVENT TRIGGER ' || named || ' ON ' || e.evtevent ||
  coalesce(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(t), ', ' ORDER BY t) FROM unnest(e.evttags) t) || ')', '') ||
  ' EXECUTE FUNCTION ' || e.evtfoid::regproc || '()',
  'ALTER EVENT TRIGGER ' || named || CASE e.evtenabled WHEN 'D' THEN ' DISABLE' WHEN 'R' THEN ' ENABLE REPLICA'
    WHEN 'A' THEN ' ENABLE ALWAYS' END,
  'COMMENT ON EVENT TRIGGER ' || named || ' IS ' || quote_literal(d.description)
FROM pg_event_trigger e CROSS JOIN LATERAL (SELECT quote_ident(e.evtname) AS named) l
LEFT JOIN pg_description d ON d.objoid = e.oid AND d.classoid = 'pg_event_trigger'::regclass
WHERE e.oid >= 16384)sql";

std::string publications(int version) {
    const bool can_filter = version >= 150000;
    const std::string columns =
        can_filter
            ? R"sql( || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM unnest(r.prattrs) x JOIN pg_attribute a ON a.attrelid = r.prrelid AND a.attnum = x) || ')', '') ||
      coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', ''))sql"
            : "";
    const std::string schemas =
        can_filter
            ? R"sql(, 'TABLES IN SCHEMA ' || (SELECT string_agg(quote_ident(sn.nspname), ', ' ORDER BY sn.nspname)
      FROM pg_publication_namespace pn JOIN pg_namespace sn ON sn.oid = pn.pnnspid WHERE pn.pnpubid = p.oid))sql"
            : "";
    return R"sql(
SELECT 'pg_publication', p.oid, 'PUBLICATION', '', p.pubname, NULL, NULL, 'CREATE PUBLICATION ' || named ||
  CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || NULLIF(concat_ws(', ',
    'TABLE ' || (SELECT string_agg('ONLY ' || r.prrelid::regclass)sql" +
           columns + R"sql(, ', ' ORDER BY r.prrelid::regclass::text)
      FROM pg_publication_rel r WHERE r.prpubid = p.oid))sql" +
           schemas + R"sql(), ''), '') END ||
  coalesce(' WITH (' || NULLIF(concat_ws(', ', CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
    THEN 'publish = ' || quote_literal(concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
      CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
      CASE WHEN p.pubtruncate THEN 'truncate' END)) END,
    CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END), '') || ')', ''),
  NULL, 'COMMENT ON PUBLICATION ' || named || ' IS ' || quote_literal(d.description)
FROM pg_publication p CROSS JOIN LATERAL (SELECT quote_ident(p.pubname) AS named) l
LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_publication'::regclass
WHERE p.oid >= 16384)sql";
}

std::string others(int version) {
    std::string query = "SELECT * FROM (";
    query += collations(version);
    for (const std::string_view part : {ranges, aggregates, of_relations, event_triggers})
        query += "\nUNION ALL" + std::string(part);
    return query + "\nUNION ALL" + publications(version) + R"sql(
) o (catalog, id, kind, space, name, table_space, table_name, made, set, described)
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.catalog::regclass AND e.objid = o.id AND e.deptype = 'e')
ORDER BY kind COLLATE "C", space COLLATE "C", name COLLATE "C", table_name COLLATE "C")sql";
}

// Types of one's own in C, whole languages, indexes that lack a part and the like: they are told
// of, and no more.
constexpr std::string_view unread = R"sql(
SELECT pg_describe_object(catalog, id, 0) FROM (
  SELECT 'pg_operator'::regclass, oid FROM pg_operator UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
  UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
  UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
  UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
  UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
  UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
  UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
  UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
  UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
  UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
  UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
  UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relkind = 'f'
  UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE NOT indisvalid
  UNION ALL SELECT 'pg_type'::regclass, rngtypid FROM pg_range WHERE rngcanonical <> 0
  UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type t WHERE typtype = 'b'
    AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid)
) x (catalog, id)
WHERE id >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = catalog AND e.objid = id AND e.deptype IN ('e', 'i'))
ORDER BY 1)sql";

// A view's query is its rule's, a default its column's, a type of rows its table's and an array's
// that of its elements; what belongs to an extension is there with it. The model shows what a
// constraint needs, but for the index behind a foreign key. A partition's own key may serve for its
// part of an index of the whole.
constexpr std::string_view dependencies = R"sql(
SELECT DISTINCT source, source_id, source_column, CASE WHEN x.refobjid IS NULL THEN target ELSE 'pg_extension' END,
  coalesce(x.refobjid, target_id), target_column
FROM (
  SELECT CASE WHEN w.rulename = '_RETURN' OR f.oid IS NOT NULL THEN 'pg_class' ELSE d.classid::regclass::text END,
    coalesce(CASE WHEN w.rulename = '_RETURN' THEN w.ev_class END, f.adrelid, d.objid), coalesce(f.adnum, 0),
    CASE WHEN c.oid IS NOT NULL THEN 'pg_class' ELSE d.refclassid::regclass::text END,
    coalesce(c.oid, g.rngtypid, b.oid, t.oid, d.refobjid), d.refobjsubid
  FROM pg_depend d
  LEFT JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
  LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
  LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
  LEFT JOIN pg_type b ON b.typarray = t.oid AND t.typarray = 0
  LEFT JOIN pg_range g ON g.rngmultitypid = coalesce(b.oid, t.oid)
  LEFT JOIN pg_class c ON c.oid = coalesce(b.typrelid, t.typrelid) AND c.relkind <> 'c'
  WHERE (d.deptype = 'n' OR (d.deptype = 'a' AND f.oid IS NOT NULL)) AND d.objid >= 16384 AND d.refobjid >= 16384
    AND d.refclassid NOT IN ('pg_namespace'::regclass, 'pg_language'::regclass)
    AND NOT (d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid NOT IN (SELECT indexrelid FROM pg_index))
  UNION ALL
  SELECT 'pg_class', inhparent, 0, 'pg_constraint', k.oid, 0 FROM pg_inherits JOIN pg_constraint k ON conindid = inhrelid
  WHERE contype IN ('p', 'u', 'x') AND (coninhcount = 0 OR conislocal)
) y (source, source_id, source_column, target, target_id, target_column)
LEFT JOIN pg_depend x ON x.classid = target::regclass AND x.objid = target_id AND x.deptype = 'e')sql";

} // namespace

void CatalogReader::read_others() {
    each_row(connection_, others(version_),
             "tnttttt"
             "ttt",
             [&](const CatalogRow& row) {
                 schema::Other other{
                     .kind = row.text(2), .name = row.name(3), .table = row.name(5)};
                 for (const std::size_t i : {7U, 8U, 9U}) {
                     std::string statement = row.sql(i);
                     if (statement.ends_with(';')) statement.pop_back();
                     if (!statement.empty()) other.statements.push_back(std::move(statement));
                 }
                 know(row.view(0), row.number(1), schema::id_of(other));
                 model_.others.push_back(std::move(other));
             });
    std::ranges::sort(model_.others, {}, [](const schema::Other& other) {
        return std::tie(other.kind, other.name, other.table);
    });
}

void CatalogReader::read_unread() {
    each_row(connection_, std::string(unread), "t",
             [&](const CatalogRow& row) { model_.unread.push_back(row.text(0)); });
}

void CatalogReader::read_dependencies() {
    const auto find = [&](std::string_view catalog, Id id) -> const schema::ObjectId* {
        const auto list = known_.find(catalog);
        if (list == known_.end()) return nullptr;
        const auto found = list->second.find(id);
        return found == list->second.end() ? nullptr : &found->second;
    };
    // The column of that table or view, where one is named.
    const auto of_column = [&](schema::ObjectId id, Id relation, std::int64_t number) {
        const Attribute* const column = number > 0 ? attribute(relation, number) : nullptr;
        if (column == nullptr) return id;
        return schema::ObjectId{schema::ObjectKind::column, std::move(id.name), column->name};
    };
    std::set<schema::Dependency> found;
    each_row(connection_, std::string(dependencies),
             "tnn"
             "tnn",
             [&](const CatalogRow& row) {
                 const schema::ObjectId* const source = find(row.view(0), row.number(1));
                 const schema::ObjectId* const target = find(row.view(3), row.number(4));
                 if (source == nullptr || target == nullptr) return;
                 const auto object = of_column(*source, row.number(1), row.number(2));
                 const auto needs = of_column(*target, row.number(4), row.number(5));
                 // A computed column needs others of its table.
                 const bool of_columns =
                     object.kind == needs.kind && needs.kind == schema::ObjectKind::column;
                 if (source == target && !of_columns) return;
                 if (object != needs) found.insert({object, needs});
             });
    model_.dependencies.assign(found.begin(), found.end());
}

} // namespace varve::postgresql
