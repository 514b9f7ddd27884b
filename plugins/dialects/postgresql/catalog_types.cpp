#include "catalog_reader.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr std::string_view name_spaces = R"sql(
SELECT n.nspname, d.description FROM pg_namespace n
LEFT JOIN pg_description d ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid
                  AND e.deptype = 'e')
ORDER BY n.nspname)sql";

constexpr std::string_view extensions = R"sql(
SELECT x.oid, x.extname, n.nspname, d.description FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_description d ON d.objoid = x.oid AND d.classoid = 'pg_extension'::regclass
WHERE x.oid >= 16384 ORDER BY x.extname)sql";

// The row types of tables are theirs; what a composite type is made of is read with the columns.
constexpr std::string_view types = R"sql(
SELECT t.oid, n.nspname, t.typname, t.typtype, t.typrelid, t.typbasetype, format_type(t.typbasetype, t.typtypmod),
  NOT t.typnotnull, pg_get_expr(t.typdefaultbin, 0),
  CASE WHEN t.typcollation <> b.typcollation THEN NULLIF(t.typcollation, 0)::regcollation::text END, d.description
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass
WHERE t.oid >= 16384 AND (t.typtype IN ('d', 'e') OR (t.typtype = 'c' AND c.relkind = 'c')) AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname)sql";

constexpr std::string_view enum_values = R"sql(
SELECT enumtypid, enumlabel FROM pg_enum WHERE enumtypid >= 16384 ORDER BY enumtypid, enumsortorder)sql";

// What stands for a default is left out, as it is where nobody said anything.
constexpr std::string_view sequences = R"sql(
SELECT c.oid, n.nspname, c.relname, CASE q.seqtypid WHEN 20 THEN NULL ELSE format_type(q.seqtypid, NULL) END,
  NULLIF(q.seqstart, CASE WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END), NULLIF(q.seqincrement, 1),
  NULLIF(q.seqmin, CASE WHEN q.seqincrement > 0 THEN 1 ELSE CASE q.seqtypid WHEN 21 THEN -32768 WHEN 23 THEN -2147483648
                   ELSE -9223372036854775808 END END),
  NULLIF(q.seqmax, CASE WHEN q.seqincrement < 0 THEN -1 ELSE CASE q.seqtypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647
                   ELSE 9223372036854775807 END END),
  NULLIF(q.seqcache, 1), q.seqcycle, c.relpersistence = 'u', o.deptype, o.refobjid, a.attname, d.description
FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i')
  AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0
LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname, c.relname)sql";

// The functions that a range type brings with it are its own.
constexpr std::string_view routines = R"sql(
SELECT p.oid, n.nspname, p.proname, oidvectortypes(p.proargtypes), p.prokind, pg_get_functiondef(p.oid), d.description,
  p.prosqlbody IS NOT NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
WHERE p.oid >= 16384 AND p.prokind <> 'a' AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid
                  AND e.deptype IN ('e', 'i'))
ORDER BY n.nspname, p.proname, oidvectortypes(p.proargtypes))sql";

// What the server calls the sequence of an identity where nobody does.
bool is_usual(const schema::Name& sequence, const schema::Name& table, std::string_view column) {
    constexpr std::size_t longest = 63;
    const std::string usual = table.name + '_' + std::string(column) + "_seq";
    return usual.size() <= longest && sequence == schema::Name{table.name_space, usual};
}

} // namespace

void CatalogReader::read_name_spaces() {
    each_row(connection_, std::string(name_spaces), "tt", [&](const CatalogRow& row) {
        model_.name_spaces.push_back({row.text(0), row.text(1)});
    });
}

void CatalogReader::read_extensions() {
    each_row(connection_, std::string(extensions), "nttt", [&](const CatalogRow& row) {
        // A schema that it made itself is there only with it.
        const bool made_before =
            std::ranges::find(model_.name_spaces, row.view(2), &schema::Namespace::name) !=
            model_.name_spaces.end();
        model_.extensions.push_back(
            {row.text(1), made_before ? row.text(2) : std::string(), row.text(3)});
        know("pg_extension", row.number(0), {schema::ObjectKind::extension, {{}, row.text(1)}});
    });
}

void CatalogReader::read_types() {
    using schema::ObjectKind;
    each_row(connection_, std::string(types),
             "nttt"
             "nnt"
             "btt"
             "t",
             [&](const CatalogRow& row) {
                 const Id id = row.number(0);
                 const schema::Name name = row.name(1);
                 if (row.letter(3) == 'e') {
                     enums_.emplace(id, model_.enums.size());
                     model_.enums.push_back({.name = name, .comment = row.text(10)});
                     know("pg_type", id, {ObjectKind::enum_type, name});
                 } else if (row.letter(3) == 'd') {
                     base_types_.emplace(id, row.number(5));
                     domains_.emplace(id, model_.domains.size());
                     model_.domains.push_back({.name = name,
                                               .type = {kind_of_type(row.number(5)), row.text(6)},
                                               .nullable = row.is(7),
                                               .default_value = row.sql_if(8),
                                               .collation = row.text(9),
                                               .comment = row.text(10)});
                     know("pg_type", id, {ObjectKind::domain, name});
                 } else {
                     const auto relation = relations_.find(row.number(4));
                     if (relation == relations_.end()) return;
                     model_.composites[relation->second.position].comment = row.text(10);
                     know("pg_type", id, {ObjectKind::composite_type, name});
                 }
             });
}

void CatalogReader::read_enum_values() {
    each_row(connection_, std::string(enum_values), "nt", [&](const CatalogRow& row) {
        const auto found = enums_.find(row.number(0));
        if (found != enums_.end()) model_.enums[found->second].values.push_back(row.text(1));
    });
}

void CatalogReader::read_sequences() {
    using schema::ObjectKind;
    each_row(connection_, std::string(sequences),
             "nttt"
             "nnnnn"
             "bb"
             "tntt",
             [&](const CatalogRow& row) {
                 const schema::Name name = row.name(1);
                 const schema::Counting counting{row.number_if(4), row.number_if(5),
                                                 row.number_if(6), row.number_if(7),
                                                 row.number_if(8), row.is(9)};
                 schema::Table* const owner = row.number_if(12) ? table(row.number(12)) : nullptr;
                 if (row.letter(11) == 'i') {
                     if (owner == nullptr) return;
                     for (schema::Column& column : owner->columns) {
                         if (column.name != row.view(13) || !column.identity) continue;
                         column.identity->counting = counting;
                         if (!is_usual(name, owner->name, column.name))
                             column.identity->sequence = name;
                     }
                     return;
                 }
                 know("pg_class", row.number(0), {ObjectKind::sequence, name});
                 model_.sequences.push_back({.name = name,
                                             .type = row.text(3),
                                             .counting = counting,
                                             .unlogged = row.is(10),
                                             .comment = row.text(14)});
                 if (owner != nullptr)
                     model_.sequences.back().owner = schema::ColumnName{owner->name, row.text(13)};
             });
}

void CatalogReader::read_routines() {
    using schema::Routine;
    each_row(connection_, std::string(routines),
             "ntttttt"
             "b",
             [&](const CatalogRow& row) {
                 const bool is_read = row.is(7); // a body in a string is kept as it is
                 std::string definition = is_read ? row.sql(5) : row.text(5);
                 while (definition.ends_with('\n')) definition.pop_back();
                 const Routine& added = model_.routines.emplace_back(
                     Routine{.name = row.name(1),
                             .arguments = row.text(3),
                             .kind = row.letter(4) == 'p' ? Routine::Kind::procedure
                                                          : Routine::Kind::function,
                             .definition = std::move(definition),
                             .comment = row.text(6)});
                 know("pg_proc", row.number(0), schema::id_of(added));
             });
}

} // namespace varve::postgresql
