#include "catalog_reader.hpp"

#include <algorithm>

namespace varve::postgresql {

namespace {

constexpr int first_with_set_columns = 150000, first_with_enforced = 180000;

// Those that a partition has because its parent has them are the parent's, but for keys: the
// indexes of these are made first, and then become parts of the parent's.
std::string constraints(int version) {
    const bool set_columns = version >= first_with_set_columns;
    const bool enforced = version >= first_with_enforced;
    return std::string(R"sql(
SELECT k.oid, k.conrelid, k.contypid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated,
  k.coninhcount > 0 AND NOT k.conislocal, k.connoinherit, k.conkey::text, k.confrelid, k.confkey::text,
  NULLIF(k.confupdtype, ' '), NULLIF(k.confdeltype, ' '), k.confmatchtype = 'f', )sql") +
           (set_columns ? "k.confdelsetcols::text" : "NULL::text") + R"sql(,
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
    case 'c': constraint.rule = Check{row.sql(17), row.is(9)}; break;
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
        constraint_of_index_.emplace(row.number(18), owner->constraints.size());
    know("pg_constraint", row.number(0), {ObjectKind::constraint, owner->name, constraint.name});
    owner->constraints.push_back(std::move(constraint));
}

} // namespace varve::postgresql
