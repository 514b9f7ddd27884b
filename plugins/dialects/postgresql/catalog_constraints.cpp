#include "catalog_reader.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr int first_with_nulls_not_distinct = 150000, first_with_enforced = 180000;

// Those that a partition has because its parent has them are the parent's, but for keys: the
// indexes of these are made first, and then become parts of the parent's.
std::string constraints(int version) {
    const bool nulls = version >= first_with_nulls_not_distinct;
    const bool enforced = version >= first_with_enforced;
    return std::string(R"sql(
SELECT k.oid, k.conrelid, k.contypid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated,
  k.coninhcount > 0 AND NOT k.conislocal, k.connoinherit, k.conkey::text, k.confrelid, k.confkey::text,
  NULLIF(k.confupdtype, ' '), NULLIF(k.confdeltype, ' '), k.confmatchtype = 'f', )sql") +
           (nulls ? "k.confdelsetcols::text" : "NULL::text") + R"sql(,
  pg_get_expr(k.conbin, k.conrelid), k.conindid,
  CASE WHEN k.contype = 'x' THEN (SELECT string_agg(CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE 'OPERATOR(' ||
      quote_ident(n.nspname) || '.' END || oprname || CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE ')' END, E'\n'
      ORDER BY o.place)
    FROM unnest(k.conexclop) WITH ORDINALITY o (id, place) JOIN pg_operator p ON p.oid = o.id
    JOIN pg_namespace n ON n.oid = p.oprnamespace) END,
  )sql" + (enforced ? "k.conenforced, k.conperiod" : "true, false") +
           R"sql(, d.description
FROM pg_constraint k
LEFT JOIN pg_description d ON d.objoid = k.oid AND d.classoid = 'pg_constraint'::regclass
WHERE k.oid >= 16384 AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND (k.conparentid = 0 OR k.contype IN ('p', 'u', 'x'))
ORDER BY k.conrelid, k.contypid, array_position('{p,u,x,c,f}'::"char"[], k.contype), k.conname)sql";
}

// An index that is not valid is not there for anybody but the one who has to make it anew.
std::string indexes(int version) {
    const bool nulls = version >= first_with_nulls_not_distinct;
    return std::string(R"sql(
SELECT i.indexrelid, i.indrelid, c.relname, i.indisunique, NULLIF(m.amname, 'btree'),
  CASE WHEN i.indnatts > i.indnkeyatts THEN (SELECT string_agg(a.attname, E'\n' ORDER BY n)
    FROM generate_series(i.indnkeyatts, i.indnatts - 1) n
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]) END,
  pg_get_expr(i.indpred, i.indrelid), )sql") +
           (nulls ? "i.indnullsnotdistinct" : "false") + R"sql(,
  concat_ws(E'\n', array_to_string(c.reloptions, E'\n'), 'tablespace=' || s.spcname,
    CASE WHEN i.indisclustered THEN 'cluster=on' END, CASE WHEN i.indisreplident THEN 'replica_identity=on' END,
    (SELECT string_agg('statistics.' || attnum || '=' || attstattarget, E'\n' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = i.indexrelid AND attstattarget >= 0)), d.description
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_description d ON d.objoid = i.indexrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
WHERE i.indexrelid >= 16384 AND (i.indisvalid OR c.relkind = 'I') ORDER BY i.indrelid, c.relname)sql";
}

// Keys are told by their constraints. A class of operators is the usual one where it is the default
// of its type and the server would take it for the column's; else it is written.
constexpr std::string_view index_elements = R"sql(
SELECT i.indexrelid, a.attname, CASE WHEN a.attnum IS NULL THEN pg_get_indexdef(i.indexrelid, k + 1, false) END,
  CASE WHEN i.indcollation[k] <> coalesce(a.attcollation, 100) THEN NULLIF(i.indcollation[k], 0)::regcollation::text END,
  CASE WHEN NOT (o.opcdefault AND (a.attnum IS NULL OR o.opcintype IN (a.atttypid, t.typbasetype)
      OR (u.typispreferred OR u.typtype = 'p') AND NOT EXISTS (SELECT FROM pg_opclass p WHERE p.opcmethod = o.opcmethod
        AND p.opcdefault AND p.opcintype = a.atttypid))) OR x.options IS NOT NULL
    THEN CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(o.opcname) ||
      coalesce(' (' || x.options || ')', '') END,
  i.indoption[k] & 1 = 1, i.indoption[k] & 2 = 2
FROM pg_index i CROSS JOIN generate_series(0, i.indnkeyatts - 1) k
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND i.indkey[k] <> 0
LEFT JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = k + 1
CROSS JOIN LATERAL (SELECT string_agg(one, ', ') FROM unnest(ia.attoptions) one WHERE one NOT LIKE 'pg\_%') x (options)
JOIN pg_opclass o ON o.oid = i.indclass[k] JOIN pg_namespace n ON n.oid = o.opcnamespace
JOIN pg_type u ON u.oid = o.opcintype
WHERE i.indexrelid >= 16384
  AND NOT EXISTS (SELECT FROM pg_constraint x WHERE x.conindid = i.indexrelid AND x.contype IN ('p', 'u'))
ORDER BY i.indexrelid, k)sql";

schema::Constraint::Deferral deferral_of(bool deferrable, bool deferred) noexcept {
    if (!deferrable) return schema::Constraint::Deferral::none;
    return deferred ? schema::Constraint::Deferral::initially_deferred
                    : schema::Constraint::Deferral::deferrable;
}

schema::ForeignKey::Action action_of(char letter) noexcept {
    using Action = schema::ForeignKey::Action;
    switch (letter) {
    case 'r': return Action::restrict;
    case 'c': return Action::cascade;
    case 'n': return Action::set_null;
    case 'd': return Action::set_default;
    default: return Action::no_action;
    }
}

} // namespace

void CatalogReader::read_constraints() {
    each_row(connection_, constraints(version_),
             "nnntt"
             "bbbbb"
             "tntttbttnt"
             "bbt",
             [&](const CatalogRow& row) { add_constraint(row); });
}

void CatalogReader::add_constraint(const CatalogRow& row) {
    using namespace schema;
    const Id relation = row.number(1);
    Table* const owner = table(relation);
    const auto domain = domains_.find(row.number(2));
    if (owner == nullptr && domain == domains_.end()) return;
    Constraint constraint{.name = row.text(3),
                          .deferral = deferral_of(row.is(5), row.is(6)),
                          .validated = row.is(7),
                          .enforced = row.is(20),
                          .inherited = row.is(8),
                          .comment = row.text(22)};
    if (row.is(21)) constraint.options.emplace("period", "on");
    switch (row.letter(4)) {
    case 'p': constraint.rule = PrimaryKey{.columns = columns_of(relation, row.view(10))}; break;
    case 'u': constraint.rule = Unique{.columns = columns_of(relation, row.view(10))}; break;
    case 'c': constraint.rule = Check{row.text(17), row.is(9)}; break;
    case 'x': {
        Exclusion exclusion;
        for (std::string& sign : row.lines(19)) exclusion.elements.push_back({{}, std::move(sign)});
        constraint.rule = std::move(exclusion);
        break;
    }
    default:
        constraint.rule =
            ForeignKey{.columns = columns_of(relation, row.view(10)),
                       .table = name_of(row.number(11)),
                       .referenced = columns_of(row.number(11), row.view(12)),
                       .on_update = action_of(row.letter(13)),
                       .on_delete = action_of(row.letter(14)),
                       .on_delete_columns = columns_of(relation, row.view(16)),
                       .match = row.is(15) ? ForeignKey::Match::full : ForeignKey::Match::simple};
    }
    if (owner == nullptr) {
        model_.domains[domain->second].constraints.push_back(std::move(constraint));
        know("pg_constraint", row.number(0),
             {ObjectKind::domain, model_.domains[domain->second].name});
        return;
    }
    if (row.letter(4) != 'c' && row.letter(4) != 'f')
        indexes_.emplace(row.number(18), IndexPlace{relation, true, owner->constraints.size()});
    know("pg_constraint", row.number(0), {ObjectKind::constraint, owner->name, constraint.name});
    owner->constraints.push_back(std::move(constraint));
}

void CatalogReader::read_indexes() {
    each_row(connection_, indexes(version_),
             "nnt"
             "b"
             "ttt"
             "b"
             "tt",
             [&](const CatalogRow& row) { add_index(row); });
}

void CatalogReader::add_index(const CatalogRow& row) {
    using namespace schema;
    const Id relation = row.number(1);
    const auto of_constraint = indexes_.find(row.number(0));
    if (of_constraint != indexes_.end()) {
        Constraint& constraint = table(relation)->constraints[of_constraint->second.position];
        constraint.options.merge(row.options(8));
        if (!row.view(9).empty()) constraint.options.emplace("index_comment", row.text(9));
        if (auto* key = std::get_if<PrimaryKey>(&constraint.rule)) key->include = row.lines(5);
        if (auto* unique = std::get_if<Unique>(&constraint.rule)) {
            unique->include = row.lines(5);
            unique->nulls_distinct = !row.is(7);
        }
        if (auto* exclusion = std::get_if<Exclusion>(&constraint.rule)) {
            exclusion->method = row.view(4);
            exclusion->include = row.lines(5);
            exclusion->predicate = row.view(6);
        }
        know("pg_class", row.number(0),
             {ObjectKind::constraint, name_of(relation), constraint.name});
        return;
    }
    std::vector<Index>* const list = indexes_of(relation);
    if (list == nullptr) return;
    indexes_.emplace(row.number(0), IndexPlace{relation, false, list->size()});
    know("pg_class", row.number(0), {ObjectKind::index, name_of(relation), row.text(2)});
    list->push_back({.name = row.text(2),
                     .unique = row.is(3),
                     .method = row.text(4),
                     .include = row.lines(5),
                     .predicate = row.text(6),
                     .nulls_distinct = !row.is(7),
                     .options = row.options(8),
                     .comment = row.text(9)});
}

void CatalogReader::read_index_elements() {
    using namespace schema;
    Id current = 0;
    std::size_t next = 0; // of the elements of an exclusion, which are there already
    each_row(connection_, std::string(index_elements),
             "ntttt"
             "bb",
             [&](const CatalogRow& row) {
                 next = row.number(0) == current ? next + 1 : 0;
                 current = row.number(0);
                 const auto place = indexes_.find(current);
                 if (place == indexes_.end()) return;
                 const bool descending = row.is(5), nulls_first = row.is(6);
                 IndexElement element{.column = row.text(1),
                                      .expression = row.text(2),
                                      .collation = row.text(3),
                                      .operator_class = row.text(4),
                                      .descending = descending};
                 if (descending != nulls_first)
                     element.nulls =
                         nulls_first ? IndexElement::Nulls::first : IndexElement::Nulls::last;
                 const auto& [relation, of_constraint, position] = place->second;
                 if (!of_constraint)
                     (*indexes_of(relation))[position].elements.push_back(std::move(element));
                 else if (auto* exclusion =
                              std::get_if<Exclusion>(&table(relation)->constraints[position].rule))
                     exclusion->elements[next].of = std::move(element);
             });
}

} // namespace varve::postgresql
