#include "catalog_reader.hpp"
#include "spelling.hpp"

namespace varve::postgresql {

namespace {

// Views are read with their queries, for these need no other rows.
constexpr std::string_view relations = R"sql(
SELECT c.oid, c.relkind, n.nspname, c.relname, c.relpersistence = 'u', c.relrowsecurity, c.relforcerowsecurity,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
  concat_ws(E'\n', array_to_string(c.reloptions, E'\n'),
    (SELECT string_agg('toast.' || o, E'\n') FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid),
    'tablespace=' || s.spcname, 'access_method=' || m.amname, 'of=' || NULLIF(c.reloftype, 0)::regtype::text,
    'replica_identity=' || CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING' END,
    CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'populated=false' END),
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, d.description
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_am m ON m.oid = c.relam AND m.amname <> 'heap'
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'c') AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname)sql";

constexpr std::string_view parents = R"sql(
SELECT inhrelid, inhparent FROM pg_inherits WHERE inhrelid >= 16384 ORDER BY inhrelid, inhseqno)sql";

// How an identity counts is read with its sequence.
constexpr std::string_view columns = R"sql(
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.attcollation, d.description,
  format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, NULLIF(a.attidentity, ''), NULLIF(a.attgenerated, ''),
  CASE WHEN a.attcollation <> t.typcollation THEN NULLIF(a.attcollation, 0)::regcollation::text END,
  a.attinhcount > 0 AND NOT a.attislocal,
  CASE WHEN a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attstattarget >= 0
    THEN concat_ws(E'\n', CASE WHEN a.attstorage <> t.typstorage THEN 'storage=' ||
      CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
    'compression=' || CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END,
    CASE WHEN a.attstattarget >= 0 THEN 'statistics=' || a.attstattarget END) END,
  array_to_string(a.attoptions, E'\n')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
WHERE a.attrelid >= 16384 AND c.relkind IN ('r', 'p', 'c', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)sql";

// Only a computed column's names others of its table. For any other the table need not be looked
// at, which the server does at more cost than all the rest.
constexpr std::string_view defaults = R"sql(
SELECT adrelid, adnum, pg_get_expr(adbin, CASE WHEN adbin::text LIKE '%{VAR %' THEN adrelid ELSE 0 END)
FROM pg_attrdef WHERE oid >= 16384 ORDER BY adrelid, adnum)sql";

constexpr std::string_view triggers = R"sql(
SELECT t.oid, t.tgrelid, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled, d.description
FROM pg_trigger t
LEFT JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_trigger'::regclass
WHERE NOT t.tgisinternal AND t.tgparentid = 0 ORDER BY t.tgrelid, t.tgname)sql";

constexpr std::string_view policies = R"sql(
SELECT p.oid, p.polrelid, p.polname, p.polpermissive,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
  (SELECT string_agg(rolname, E'\n' ORDER BY rolname) FROM pg_roles WHERE oid = ANY (p.polroles)),
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), d.description
FROM pg_policy p
LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_policy'::regclass
ORDER BY p.polrelid, p.polname)sql";

schema::Trigger::Enabled enabled_of(char letter) noexcept {
    switch (letter) {
    case 'R': return schema::Trigger::Enabled::replica;
    case 'A': return schema::Trigger::Enabled::always;
    case 'D': return schema::Trigger::Enabled::never;
    default: return schema::Trigger::Enabled::origin;
    }
}

schema::Table table_of(const CatalogRow& row) {
    schema::Table table{.name = row.name(2)};
    table.unlogged = row.is(4);
    table.row_security = row.is(5);
    table.forced_row_security = row.is(6);
    table.partition_key = row.sql(7);
    if (!row.view(8).empty()) table.partition = schema::Partition{.bound = row.text(8)};
    table.options = row.options(9);
    table.comment = row.text(11);
    return table;
}

schema::View view_of(const CatalogRow& row) {
    std::string query = row.sql(10);
    if (query.ends_with(';')) query.pop_back();
    return {.name = row.name(2),
            .query = std::move(query),
            .materialized = row.letter(1) == 'm',
            .options = row.options(9),
            .comment = row.text(11)};
}

} // namespace

void CatalogReader::read_relations() {
    each_row(connection_, std::string(relations),
             "nttt"
             "bbb"
             "ttttt",
             [&](const CatalogRow& row) { add_relation(row); });
}

void CatalogReader::add_relation(const CatalogRow& row) {
    using schema::ObjectKind;
    Relation relation;
    if (row.letter(1) == 'c') {
        relation = {ObjectKind::composite_type, model_.composites.size()};
        model_.composites.push_back({.name = row.name(2)});
    } else if (row.letter(1) == 'v' || row.letter(1) == 'm') {
        relation = {ObjectKind::view, model_.views.size()};
        model_.views.push_back(view_of(row));
    } else {
        relation = {ObjectKind::table, model_.tables.size()};
        model_.tables.push_back(table_of(row));
    }
    know("pg_class", row.number(0), {relation.kind, row.name(2)});
    relations_.emplace(row.number(0), std::move(relation));
}

void CatalogReader::read_parents() {
    each_row(connection_, std::string(parents), "nn", [&](const CatalogRow& row) {
        schema::Table* child = table(row.number(0));
        const schema::Table* parent = table(row.number(1));
        if (child == nullptr || parent == nullptr) return;
        if (child->partition)
            child->partition->parent = parent->name;
        else
            child->parents.push_back(parent->name);
    });
}

void CatalogReader::read_columns() {
    using schema::ObjectKind;
    each_row(connection_, std::string(columns),
             "nntnntt"
             "b"
             "ttt"
             "b"
             "tt",
             [&](const CatalogRow& row) {
                 const auto found = relations_.find(row.number(0));
                 if (found == relations_.end()) return;
                 Relation& relation = found->second;
                 relation.attributes.push_back({static_cast<std::int16_t>(row.number(1)),
                                                row.number(3), row.number(4), row.text(2)});
                 if (relation.kind == ObjectKind::table)
                     add_column(row, model_.tables[relation.position].columns);
                 else if (relation.kind == ObjectKind::composite_type)
                     add_column(row, model_.composites[relation.position].attributes);
                 else if (!row.view(5).empty())
                     model_.views[relation.position].column_comments.emplace(row.text(2),
                                                                             row.text(5));
             });
}

void CatalogReader::add_column(const CatalogRow& row, std::vector<schema::Column>& columns) {
    schema::Column& column = columns.emplace_back();
    column.name = row.view(2);
    column.type = {kind_of_type(row.number(3)), row.text(6)};
    column.nullable = row.is(7);
    if (const char identity = row.letter(8); identity != '\0')
        column.identity = schema::Identity{.always = identity == 'a'};
    if (const char generated = row.letter(9); generated != '\0')
        column.generated = schema::Generated{{}, generated == 's'};
    column.collation = row.view(10);
    column.inherited = row.is(11);
    for (const std::size_t i : {12U, 13U})
        if (!row.view(i).empty()) column.options.merge(row.options(i));
    column.comment = row.view(5);
}

// A view's are no part of the model.
void CatalogReader::read_defaults() {
    each_row(connection_, std::string(defaults), "nnt", [&](const CatalogRow& row) {
        const Attribute* const one = attribute(row.number(0), row.number(1));
        if (one == nullptr) return;
        if (schema::Table* const owner = table(row.number(0))) {
            const auto& attributes = relations_.at(row.number(0)).attributes;
            schema::Column& column =
                owner->columns[static_cast<std::size_t>(one - attributes.data())];
            if (column.generated)
                column.generated->expression = row.sql(2);
            else
                column.default_value = row.sql(2);
        } else if (const schema::View* const viewed = view(row.number(0))) {
            const std::string place = spelled(viewed->name) + " ALTER COLUMN " + spelled(one->name);
            model_.others.push_back(
                {.kind = "DEFAULT",
                 .name = {viewed->name.name_space, one->name},
                 .table = viewed->name,
                 .statements = {"ALTER VIEW " + place + " SET DEFAULT " + row.sql(2)}});
        }
    });
}

void CatalogReader::read_triggers() {
    each_row(connection_, std::string(triggers), "nntttt", [&](const CatalogRow& row) {
        std::vector<schema::Trigger>* list = triggers_of(row.number(1));
        if (list == nullptr) return;
        list->push_back({row.text(2), row.sql(3), enabled_of(row.letter(4)), row.text(5)});
        know("pg_trigger", row.number(0),
             {schema::ObjectKind::trigger, name_of(row.number(1)), row.text(2)});
    });
}

void CatalogReader::read_policies() {
    each_row(connection_, std::string(policies),
             "nnt"
             "b"
             "ttttt",
             [&](const CatalogRow& row) {
                 schema::Table* owner = table(row.number(1));
                 if (owner == nullptr) return;
                 owner->policies.push_back({.name = row.text(2),
                                            .permissive = row.is(3),
                                            .command = row.text(4),
                                            .roles = row.lines(5),
                                            .using_expression = row.sql(6),
                                            .check_expression = row.sql(7),
                                            .comment = row.text(8)});
                 know("pg_policy", row.number(0),
                      {schema::ObjectKind::policy, owner->name, row.text(2)});
             });
}

} // namespace varve::postgresql
